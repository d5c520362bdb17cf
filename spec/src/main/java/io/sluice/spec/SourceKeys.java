package io.sluice.spec;

import static io.sluice.spec.Shapes.BOOLEAN;
import static io.sluice.spec.Shapes.words;

import io.sluice.spec.SourceSpec.DuplicateContent;
import io.sluice.spec.SourceSpec.OnUnreadable;
import java.util.List;

/** The keys of {@code source}. */
final class SourceKeys {
  private static final Key<String> PATH =
      Key.required(
          "path",
          Shapes.NOT_BLANK,
          "A file, a folder (read with its sub-folders) or a glob; a URI or a local path, relative"
              + " to the spec's folder.");
  private static final Key<SourceFormat> FORMAT =
      Key.of(
          "format",
          words(SourceFormat.class, SourceFormat::key),
          SourceFormat.AUTO,
          "auto",
          "What the files are; auto: found per file from its content. Read so far: csv, jsonl,"
              + " json, fixed_width; the others are reserved, and a run over such files fails.");
  private static final Key<SourceOptions> OPTIONS =
      Key.of(
          "options",
          OptionKeys.SHAPE,
          OptionKeys.DEFAULTS,
          "",
          "How the bytes are to be read; what is set here is taken instead of what would be"
              + " detected.");

  private static final Key<DuplicateContent> ON_DUPLICATE_CONTENT =
      Key.of(
          "on_duplicate_content",
          words(DuplicateContent.class),
          DuplicateContent.WARN,
          "warn",
          "A new file that is another file of the source, byte for byte: ingest it and warn, skip"
              + " it, or fail before anything is written.");

  private static final Key<OnUnreadable> ON_UNREADABLE =
      Key.of(
          "on_unreadable",
          words(OnUnreadable.class),
          OnUnreadable.SKIP,
          "skip",
          "An entry that cannot be read (no permission, a link that leads nowhere, not a regular"
              + " file): skip it, name it in the report, and try it again next time; or fail, and"
              + " ingest nothing.");
  private static final Key<Boolean> FOLLOW_LINKS =
      Key.of(
          "follow_links",
          BOOLEAN,
          false,
          "false",
          "Whether links that lead out of the folder are followed. Anyone who may put links there"
              + " can then make this job read any file that it may read.");

  static final Shape<SourceSpec> SHAPE =
      new ObjectShape<>(
          List.of(PATH, FORMAT, ON_UNREADABLE, FOLLOW_LINKS, OPTIONS, ON_DUPLICATE_CONTENT),
          SourceKeys::checkSource,
          f ->
              new SourceSpec(
                  f.get(PATH),
                  0,
                  f.get(FORMAT),
                  f.get(OPTIONS),
                  f.get(ON_DUPLICATE_CONTENT),
                  f.get(ON_UNREADABLE),
                  f.get(FOLLOW_LINKS)));

  private SourceKeys() {}

  private static void checkSource(Fields fields) {
    SourceFormat format = fields.get(FORMAT);
    boolean known = fields.has(FORMAT) || !fields.given(FORMAT);
    if (!known || !(fields.node(OPTIONS) instanceof SpecNode.Mapping) || !fields.given(OPTIONS)) {
      return;
    }
    boolean open = format == SourceFormat.AUTO;
    boolean csv = open || format == SourceFormat.CSV;
    boolean fixedWidth = format == SourceFormat.FIXED_WIDTH;
    refuse(fields, format, csv ? List.of() : OptionKeys.CSV_ONLY, "it is for format csv");
    refuse(
        fields,
        format,
        csv || fixedWidth ? List.of() : OptionKeys.TABLES_ONLY,
        "it is for formats csv and fixed_width");
    refuse(
        fields,
        format,
        fixedWidth ? List.of() : OptionKeys.FIXED_WIDTH_ONLY,
        "it is for format fixed_width");
    boolean json = open || format == SourceFormat.JSON || format == SourceFormat.JSONL;
    refuse(
        fields,
        format,
        json ? List.of() : OptionKeys.JSON_ONLY,
        "it is for formats jsonl and json");
  }

  private static void refuse(Fields fields, SourceFormat format, List<Key<?>> keys, String why) {
    SpecNode.Mapping options = (SpecNode.Mapping) fields.node(OPTIONS);
    for (Key<?> key : keys) {
      options
          .value(key.name())
          .ifPresent(
              value ->
                  fields
                      .place(OPTIONS)
                      .key(key.name())
                      .problem(
                          value,
                          "option '" + key.name() + "' does not apply to " + format.key(),
                          format == SourceFormat.AUTO
                              ? "set source.format to fixed_width"
                              : "remove it; " + why));
    }
  }
}
