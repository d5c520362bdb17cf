package io.sluice.spec;

import io.sluice.spec.AuditSpec.AuditColumn;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.QualityRule.Severity;
import io.sluice.spec.SourceOptions.Bounds;
import io.sluice.spec.SourceOptions.Bytes;
import io.sluice.spec.SourceOptions.Dialect;
import io.sluice.spec.SourceOptions.FixedWidth;
import io.sluice.spec.SourceOptions.Lines;
import io.sluice.spec.SourceOptions.Numbers;
import io.sluice.spec.SourceOptions.Times;
import io.sluice.spec.SourceOptions.Values;
import io.sluice.spec.TransformSpec.Keep;
import io.sluice.spec.TransformSpec.MaskMethod;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.TypeParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** Valid specs at random. */
final class RandomSpecs {
  private static final SpecLocation AT = SpecLocation.UNKNOWN;
  private static final String[] TEXTS = {
    "a", "no", "null", "~", "1", "1.0", "0x1F", "true", "2020-01-01", "a: b", "- x", "#c", "'q'",
    "\"d\"", "한국어", " lead", "trail ", "x\ny", "\t", "a,b", "{a}", "[b]", "&a", "*a", "!t", "%p",
    "a\\nb", "\u0007", "😀", "a > 1 AND b = 'x: y'", "?", "|", "=", "<<"
  };

  private final Random random;

  private RandomSpecs(Random random) {
    this.random = random;
  }

  static DatasetSpec next(Random random) {
    return new RandomSpecs(random).spec();
  }

  private DatasetSpec spec() {
    List<ColumnSpec> schema = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(5); i++) {
      schema.add(column("c" + i + pick("", " x", "-y", ".z", "열", ":", "#")));
      names.add(schema.get(i).name());
    }
    boolean inferred = random.nextInt(4) == 0;
    boolean fixedWidth = random.nextInt(3) == 0;
    return new DatasetSpec(
        pick("flights", "a-b", "_x1"),
        new SourceSpec(
            pick("s3://b/p/", "/a b/*.csv", "data"),
            0,
            fixedWidth ? SourceFormat.FIXED_WIDTH : SourceFormat.AUTO,
            fixedWidth ? fixedWidth() : options(),
            pick(SourceSpec.DuplicateContent.values()),
            pick(SourceSpec.OnUnreadable.values()),
            flip()),
        inferred ? List.of() : schema,
        new RejectSpec(
            flip() ? OptionalLong.of(random.nextInt(100)) : OptionalLong.empty(),
            flip() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty(),
            flip()),
        new DriftSpec(
            pick(DriftSpec.NewColumn.values()),
            pick(DriftSpec.MissingColumn.values()),
            pick(DriftSpec.TypeChange.values())),
        some(() -> transform(names)),
        rules(names),
        audit(),
        new TargetSpec(
            maybe(this::notBlank),
            pick("default", "db"),
            pick("t", "flights"),
            List.of(
                new PartitionField(
                    names.get(0), pick(PartitionFunction.IDENTITY, PartitionFunction.HOUR), 0),
                new PartitionField(
                    names.get(1), pick(PartitionFunction.BUCKET, PartitionFunction.TRUNCATE), 7)),
            pick(TargetSpec.WriteMode.values()),
            pick(TargetSpec.Compression.values()),
            pick(1L, 1024L, 3L << 20, 5L << 30, TargetSpec.DEFAULT_FILE_SIZE),
            flip() ? List.of() : List.of(names.get(0)),
            pick(
                Duration.ZERO,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofHours(25),
                Duration.ofDays(1),
                // More seconds than the digits that a duration may have.
                Duration.ofDays(20_000),
                Duration.ofDays(999_999_999))));
  }

  private ColumnSpec column(String name) {
    DataType type =
        pick(
            Primitive.INT,
            Primitive.DATE,
            TypeParser.parse("array<struct<a:int,`b c`:map<string,decimal(3,1)>>>"));
    return new ColumnSpec(
        name,
        type,
        some(this::notBlank),
        flip(),
        maybe(this::text),
        type == Primitive.DATE
            ? maybe(() -> pick("dd.MM.yyyy", "yyyy-MM-dd'T'HH:mm"))
            : Optional.empty(),
        maybe(() -> some(this::text)),
        maybe(this::text),
        maybe(this::flip));
  }

  private SourceOptions options() {
    return new SourceOptions(
        new Bytes(maybe(() -> pick("UTF-8", "EUC-KR")), maybe(() -> pick("none", "lz4"))),
        new Lines(
            maybe(() -> pick("#", "//", "")),
            maybe(this::flip),
            maybe(() -> random.nextInt(9)),
            random.nextInt(2),
            maybe(() -> pick(SourceOptions.RaggedRows.values()))),
        new Dialect(
            maybe(() -> pick(",", "\t", "||", "\\", "~", "\\n")),
            maybe(() -> pick("", "'", "\"")),
            maybe(() -> pick("\\", "\"", "")),
            maybe(() -> pick("\n", "\r\n", "\r")),
            maybe(this::flip)),
        new Values(
            maybe(() -> some(this::text)),
            flip(),
            maybe(this::flip),
            pick(List.of("true"), List.of("Y", "1", "yes")),
            pick(List.of("false"), List.of("N", "0", "no"))),
        new Numbers(pick(".", ","), maybe(() -> pick(" ", "'")), flip()),
        new Times(
            maybe(() -> "dd/MM/yy"),
            maybe(() -> "dd/MM/yy HH"),
            pick("UTC", "Asia/Seoul", "+09:00")),
        new Bounds(pick(1L << 20, 12345L), pick(100, 20_000), maybe(() -> 5L)),
        new FixedWidth(List.of(), List.of()),
        pick(SourceOptions.FolderColumns.values()),
        maybe(() -> pick(SourceOptions.JsonRecords.values())));
  }

  private SourceOptions fixedWidth() {
    SourceOptions o = options();
    boolean named = flip();
    return new SourceOptions(
        o.bytes(),
        o.lines(),
        new Dialect(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            o.dialect().newline(),
            Optional.empty()),
        new Values(
            o.values().nullTokens(),
            false,
            o.values().trim(),
            o.values().trueValues(),
            o.values().falseValues()),
        o.numbers(),
        o.times(),
        new Bounds(
            o.bounds().maxRecordBytes(), SourceOptions.DEFAULT_MAX_COLUMNS, o.bounds().inferRows()),
        named
            ? new FixedWidth(
                List.of(
                    new FixedField("a" + text(), maybe(() -> 3), Optional.of(7)),
                    new FixedField("b", Optional.of(5), maybe(() -> 1))),
                List.of())
            : new FixedWidth(List.of(), List.of(3, 1 + random.nextInt(99))),
        o.folderColumns(),
        Optional.empty());
  }

  private TransformSpec transform(List<String> names) {
    MaskMethod method = pick(MaskMethod.values());
    return switch (random.nextInt(6)) {
      case 0 -> new TransformSpec.Filter(notBlank(), AT);
      case 1 -> new TransformSpec.Derive(map("d" + random.nextInt(3), "other", notBlank()), AT);
      case 2 -> new TransformSpec.Cast(map(names.get(0), names.get(1), "decimal(10,2)"), AT);
      case 3 ->
          new TransformSpec.Deduplicate(names, maybe(this::notBlank), pick(Keep.values()), AT);
      case 4 -> new TransformSpec.Select(List.of("*", "1 AS `one`"), AT);
      default ->
          new TransformSpec.Mask(
              names,
              method,
              method == MaskMethod.HASH ? maybe(this::notBlank) : Optional.empty(),
              method == MaskMethod.REDACT ? maybe(this::text) : Optional.empty(),
              method == MaskMethod.PARTIAL ? random.nextInt(6) : 4,
              AT);
    };
  }

  private List<QualityRule> rules(List<String> names) {
    List<QualityRule> rules = new ArrayList<>();
    for (int i = 0; i < random.nextInt(6); i++) {
      String name = "r" + i;
      Severity severity = pick(Severity.values());
      String column = names.get(0);
      rules.add(
          switch (random.nextInt(7)) {
            case 0 -> new QualityRule.NotNull(names, name, severity, AT);
            case 1 -> new QualityRule.Unique(names, name, severity, AT);
            case 2 -> new QualityRule.In(column, List.of(text(), text()), name, severity, AT);
            case 3 ->
                new QualityRule.Range(
                    column, Optional.of(text()), maybe(this::text), name, severity, AT);
            case 4 -> new QualityRule.Matches(column, "a+\\d{2}|\"x\"", name, severity, AT);
            case 5 ->
                new QualityRule.RowCount(
                    OptionalLong.of(1), OptionalLong.empty(), name, severity, AT);
            default -> new QualityRule.Sql(notBlank(), name, severity, AT);
          });
    }
    return rules;
  }

  private AuditSpec audit() {
    List<AuditColumn> columns = new ArrayList<>(Arrays.asList(AuditColumn.values()));
    Collections.shuffle(columns, random);
    return new AuditSpec(columns.subList(0, random.nextInt(columns.size() + 1)));
  }

  private static Map<String, String> map(String key, String other, String value) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(key, value);
    map.put(other, value);
    return map;
  }

  private String text() {
    return random.nextInt(8) == 0 ? "" : pick(TEXTS);
  }

  private String notBlank() {
    String text = text();
    return text.isBlank() ? "x" : text;
  }

  private boolean flip() {
    return random.nextBoolean();
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return flip() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> List<T> some(Supplier<T> value) {
    List<T> values = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.add(value.get());
    }
    return values;
  }

  @SafeVarargs
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
