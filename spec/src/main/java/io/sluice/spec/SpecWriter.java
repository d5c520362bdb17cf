package io.sluice.spec;

import static io.sluice.spec.YamlNodes.block;
import static io.sluice.spec.YamlNodes.line;

import io.sluice.spec.SourceSpec.DuplicateContent;
import io.sluice.spec.YamlNodes.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Writes dataset specs as YAML. */
public final class SpecWriter {
  private SpecWriter() {}

  /**
   * A spec that {@link SpecReader} reads back to an equal one (except for the places in the text).
   * What has its default value is left out.
   */
  public static String toYaml(DatasetSpec spec) {
    Block root = block();
    root.put("dataset", spec.dataset());
    root.put("source", source(spec.source()));
    if (!spec.schema().isEmpty()) {
      root.put("schema", YamlNodes.list(spec.schema().stream().map(SpecWriter::column).toList()));
    }
    putSection(root, "rejects", rejects(spec.rejects()));
    putSection(root, "on_drift", drift(spec.onDrift()));
    if (!spec.transforms().isEmpty()) {
      root.put(
          "transforms",
          YamlNodes.list(spec.transforms().stream().map(StepWriter::transform).toList()));
    }
    if (!spec.quality().isEmpty()) {
      root.put("quality", YamlNodes.list(spec.quality().stream().map(StepWriter::rule).toList()));
    }
    if (!spec.audit().columns().isEmpty()) {
      List<String> columns = spec.audit().columns().stream().map(SpecWriter::word).toList();
      root.put("audit", line().putTexts("columns", columns).node());
    }
    root.put("target", target(spec.target(), spec.dataset()));
    return YamlNodes.print(root.node());
  }

  /** An enum's constant as a spec spells it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void putSection(Block root, String key, Block section) {
    if (!section.isEmpty()) {
      root.put(key, section.node());
    }
  }

  private static Node source(SourceSpec source) {
    Block block = block().put("path", source.path());
    if (source.format() != SourceFormat.AUTO) {
      block.put("format", source.format().key());
    }
    if (source.onUnreadable() != SourceSpec.OnUnreadable.SKIP) {
      block.put("on_unreadable", word(source.onUnreadable()));
    }
    if (source.followLinks()) {
      block.put("follow_links", true);
    }
    putSection(block, "options", options(source.options()));
    block.putText(
        "on_duplicate_content",
        changed(source.onDuplicateContent(), DuplicateContent.WARN).map(SpecWriter::word));
    return block.node();
  }

  private static Block options(SourceOptions o) {
    SourceOptions defaults = SourceOptions.defaults();
    Block block = block();
    block.putText("delimiter", o.dialect().delimiter().map(SpecWriter::escaped));
    block.putText("quote", o.dialect().quote().map(SpecWriter::escaped));
    block.putText("escape", o.dialect().escape().map(SpecWriter::escaped));
    block.putText(
        "comment",
        o.lines().comment().map(text -> text.isEmpty() ? OptionTexts.NO_COMMENTS : text));
    block.putFlag("header", o.lines().header());
    block.putNumber("skip_lines", o.lines().skipLines());
    block.putNumber(
        "skip_trailing_lines",
        changed(o.lines().skipTrailingLines(), defaults.lines().skipTrailingLines()));
    block.putText("newline", o.dialect().newline());
    block.putText("encoding", o.bytes().encoding());
    block.putText("compression", o.bytes().compression());
    o.values().nullTokens().ifPresent(tokens -> block.put("null_tokens", YamlNodes.texts(tokens)));
    block.putFlag(
        "empty_is_null", changed(o.values().emptyIsNull(), defaults.values().emptyIsNull()));
    block.putFlag("trim", o.values().trim());
    block.putText("ragged_rows", o.lines().raggedRows().map(SpecWriter::word));
    block.putFlag("trailing_delimiter", o.dialect().trailingDelimiter());
    block.putText("date_format", o.times().dateFormat());
    block.putText("timestamp_format", o.times().timestampFormat());
    block.putText("timezone", changed(o.times().timezone(), defaults.times().timezone()));
    block.putText(
        "decimal_separator",
        changed(o.numbers().decimalSeparator(), defaults.numbers().decimalSeparator()));
    block.putText("grouping_separator", o.numbers().groupingSeparator());
    block.putFlag(
        "allow_exponent", changed(o.numbers().allowExponent(), defaults.numbers().allowExponent()));
    changed(o.values().trueValues(), defaults.values().trueValues())
        .ifPresent(values -> block.put("true_values", YamlNodes.texts(values)));
    changed(o.values().falseValues(), defaults.values().falseValues())
        .ifPresent(values -> block.put("false_values", YamlNodes.texts(values)));
    changed(o.bounds().maxRecordBytes(), defaults.bounds().maxRecordBytes())
        .ifPresent(size -> block.put("max_record_bytes", size(size)));
    block.putNumber(
        "max_columns", changed(o.bounds().maxColumns(), defaults.bounds().maxColumns()));
    block.putNumber("infer_rows", o.bounds().inferRows());
    if (!o.fixedWidth().fields().isEmpty()) {
      block.put(
          "fields",
          YamlNodes.list(o.fixedWidth().fields().stream().map(SpecWriter::field).toList()));
    }
    if (!o.fixedWidth().widths().isEmpty()) {
      block.put("widths", YamlNodes.numbers(o.fixedWidth().widths()));
    }
    block.putText(
        "folder_columns",
        changed(o.folderColumns(), defaults.folderColumns()).map(SpecWriter::word));
    block.putText("json_records", o.jsonRecords().map(SpecWriter::word));
    return block;
  }

  private static Node field(FixedField field) {
    return line()
        .put("name", field.name())
        .putNumber("start", field.start())
        .putNumber("length", field.length())
        .node();
  }

  private static Node column(ColumnSpec c) {
    Block block = line().put("name", c.name()).put("type", c.type().ddl());
    if (c.from().size() == 1) {
      block.put("from", c.from().get(0));
    } else {
      block.putTexts("from", c.from());
    }
    block.putFlag("nullable", changed(c.nullable(), true));
    block.putText("format", c.format());
    c.nullTokens().ifPresent(tokens -> block.put("null_tokens", YamlNodes.texts(tokens)));
    block.putText("default", c.defaultValue());
    block.putFlag("trim", c.trim());
    return block.putText("comment", c.comment()).node();
  }

  private static Block rejects(RejectSpec rejects) {
    Block block = line();
    rejects.maxRows().ifPresent(rows -> block.put("max_rows", rows));
    rejects.maxFraction().ifPresent(fraction -> block.put("max_fraction", fraction));
    if (rejects.keepRaw()) {
      block.put("keep_raw", true);
    }
    return block;
  }

  private static Block drift(DriftSpec drift) {
    DriftSpec defaults = DriftSpec.DEFAULT;
    return line()
        .putText(
            "new_column", changed(drift.newColumn(), defaults.newColumn()).map(SpecWriter::word))
        .putText(
            "missing_column",
            changed(drift.missingColumn(), defaults.missingColumn()).map(SpecWriter::word))
        .putText(
            "type_change",
            changed(drift.typeChange(), defaults.typeChange()).map(SpecWriter::word));
  }

  private static Node target(TargetSpec target, String dataset) {
    Block block = block();
    block.putText("location", target.location());
    block.putText("database", changed(target.database(), TargetSpec.DEFAULT_DATABASE));
    block.putText("table", changed(target.table(), TargetNames.ofDataset(dataset)));
    List<String> fields = new ArrayList<>();
    target.partitionBy().forEach(field -> fields.add(partition(field)));
    block.putTexts("partition_by", fields);
    block.putText("mode", changed(target.mode(), TargetSpec.DEFAULT_MODE).map(SpecWriter::word));
    block.putText(
        "compression",
        changed(target.compression(), TargetSpec.DEFAULT_COMPRESSION).map(SpecWriter::word));
    changed(target.fileSize(), TargetSpec.DEFAULT_FILE_SIZE)
        .ifPresent(size -> block.put("file_size", size(size)));
    block.putTexts("bloom_filters", target.bloomFilters());
    changed(target.keepReplaced(), TargetSpec.DEFAULT_KEEP_REPLACED)
        .ifPresent(kept -> block.put("keep_replaced", DurationText.of(kept)));
    return block.node();
  }

  private static String partition(PartitionField field) {
    String call = word(field.function());
    return switch (field.function()) {
      case IDENTITY -> field.column();
      case TRUNCATE -> call + "(" + field.column() + ", " + field.argument() + ")";
      case BUCKET -> call + "(" + field.argument() + ", " + field.column() + ")";
      case YEAR, MONTH, DAY, HOUR -> call + "(" + field.column() + ")";
    };
  }

  private static <T> Optional<T> changed(T value, T fallback) {
    return value.equals(fallback) ? Optional.empty() : Optional.of(value);
  }

  /** The largest unit that leaves no rest. */
  private static Node size(long bytes) {
    String[] units = {"GB", "MB", "KB"};
    for (int i = 0; i < units.length; i++) {
      long unit = 1L << (30 - 10 * i);
      if (bytes % unit == 0) {
        return YamlNodes.text(bytes / unit + units[i]);
      }
    }
    return YamlNodes.number(bytes);
  }

  /** As {@link OptionTexts#unescape} reads it; a lone backslash needs no doubling. */
  private static String escaped(String text) {
    return text.equals("\\") ? text : text.replace("\\", "\\\\").replace("\t", "\\t");
  }
}
