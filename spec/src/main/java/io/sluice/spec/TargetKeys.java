package io.sluice.spec;

import static io.sluice.spec.Shapes.words;

import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.ScalarShape.NullText;
import io.sluice.spec.TargetSpec.Compression;
import io.sluice.spec.TargetSpec.WriteMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of {@code target}. */
final class TargetKeys {
  private static final Pattern CALL = Pattern.compile("\\s*([A-Za-z_]+)\\s*\\((.*)\\)\\s*");
  private static final List<String> FUNCTIONS =
      List.of("year", "month", "day", "hour", "truncate", "bucket");

  private static final Key<Optional<String>> LOCATION =
      Key.optional(
          "location",
          Shapes.NOT_BLANK,
          "<lake>/<database>/<table>",
          "Where the table's files lie; a URI or a local path, relative to the spec's folder.");
  private static final Key<String> DATABASE =
      Key.of(
          "database",
          Shapes.TABLE_NAME,
          TargetSpec.DEFAULT_DATABASE,
          TargetSpec.DEFAULT_DATABASE,
          "The table's database; upper case becomes lower case.");
  private static final Key<Optional<String>> TABLE =
      Key.optional(
          "table",
          Shapes.TABLE_NAME,
          "the dataset's name",
          "The table's name; upper case becomes lower case.");
  private static final Key<List<PartitionField>> PARTITION_BY =
      Key.of(
          "partition_by",
          Shapes.oneOrMore(partition()),
          List.of(),
          "",
          "What the table's folders are made from: columns, year(c), month(c), day(c), hour(c),"
              + " truncate(c, width), bucket(count, c).");
  private static final Key<WriteMode> MODE =
      Key.of(
          "mode",
          words(WriteMode.class),
          TargetSpec.DEFAULT_MODE,
          SpecWriter.word(TargetSpec.DEFAULT_MODE),
          "append: rows are added; overwrite_partitions: partitions that a run writes are"
              + " replaced.");
  private static final Key<Compression> COMPRESSION =
      Key.of(
          "compression",
          words(Compression.class),
          TargetSpec.DEFAULT_COMPRESSION,
          SpecWriter.word(TargetSpec.DEFAULT_COMPRESSION),
          "How Parquet pages are compressed.");
  private static final Key<Long> FILE_SIZE =
      Key.of(
          "file_size",
          Shapes.SIZE_BYTES,
          TargetSpec.DEFAULT_FILE_SIZE,
          "256MB",
          "The size at which a new output file is begun.");
  private static final Key<List<String>> BLOOM_FILTERS =
      Key.of(
          "bloom_filters",
          Shapes.oneOrMore(Shapes.COLUMN_NAME),
          List.of(),
          "",
          "Columns that get a Bloom filter, for look-ups by value.");

  private static final Key<Duration> KEEP_REPLACED =
      Key.of(
          "keep_replaced",
          duration(),
          TargetSpec.DEFAULT_KEEP_REPLACED,
          DurationText.of(TargetSpec.DEFAULT_KEEP_REPLACED),
          "How long files that a run replaced are kept, so that queries that began earlier can end:"
              + " 30s, 10m, 2h, 1d; 0s: no longer than the run.");

  /** A target whose table may still have to take the dataset's name. */
  static final Shape<TargetSpec> SHAPE =
      new ObjectShape<>(
          List.of(
              LOCATION,
              DATABASE,
              TABLE,
              PARTITION_BY,
              MODE,
              COMPRESSION,
              FILE_SIZE,
              BLOOM_FILTERS,
              KEEP_REPLACED),
          TargetKeys::check,
          f ->
              new TargetSpec(
                  f.get(LOCATION),
                  f.get(DATABASE),
                  f.get(TABLE).orElse(""),
                  f.get(PARTITION_BY),
                  f.get(MODE),
                  f.get(COMPRESSION),
                  f.get(FILE_SIZE),
                  f.get(BLOOM_FILTERS),
                  f.get(KEEP_REPLACED)));

  private TargetKeys() {}

  private static void check(Fields f) {
    TargetNames.refusal(f.get(DATABASE))
        .ifPresent(refused -> f.problem(DATABASE, refused.getMessage(), refused.hint));
    List<String> names = f.get(PARTITION_BY).stream().map(PartitionField::name).toList();
    for (int i = 0; i < names.size(); i++) {
      if (names.subList(0, i).stream().anyMatch(names.get(i)::equalsIgnoreCase)) {
        f.problem(PARTITION_BY, "has the key '" + names.get(i) + "' twice", "remove one of them");
      }
    }
  }

  private static Shape<Duration> duration() {
    return new ScalarShape<>(
        "duration",
        NullText.NO_VALUE,
        () -> Schemas.typed("string").put("pattern", DurationText.PATTERN.pattern()),
        text ->
            DurationText.parse(text)
                .orElseThrow(
                    () ->
                        new Refused(
                            "is not a duration: '" + text.strip() + "'",
                            "write 30s, 10m, 2h or 1d")));
  }

  private static Shape<PartitionField> partition() {
    return new ScalarShape<>(
        "column or function of a column",
        NullText.NO_VALUE,
        () -> Schemas.typed("string").put("minLength", 1),
        TargetKeys::parsePartition);
  }

  private static PartitionField parsePartition(String text) throws Refused {
    Matcher call = CALL.matcher(text);
    if (!call.matches()) {
      if (text.isBlank()) {
        throw new Refused("is empty", "name a column");
      }
      return new PartitionField(text.strip(), PartitionFunction.IDENTITY, 0);
    }
    String word = call.group(1).toLowerCase(Locale.ROOT);
    if (!FUNCTIONS.contains(word)) {
      throw new Refused(
          "calls an unknown function '" + call.group(1) + "'",
          NearestName.hint(word, FUNCTIONS, "known are " + String.join(", ", FUNCTIONS)));
    }
    PartitionFunction function = PartitionFunction.valueOf(word.toUpperCase(Locale.ROOT));
    String arguments = call.group(2);
    return switch (function) {
      case TRUNCATE -> {
        int comma = arguments.lastIndexOf(',');
        yield comma < 0
            ? refuse("truncate(column, width), for example truncate(zip, 2)")
            : new PartitionField(
                column(arguments.substring(0, comma)),
                function,
                count(arguments.substring(comma + 1)));
      }
      case BUCKET -> {
        int comma = arguments.indexOf(',');
        yield comma < 0
            ? refuse("bucket(count, column), for example bucket(16, customer_id)")
            : new PartitionField(
                column(arguments.substring(comma + 1)),
                function,
                count(arguments.substring(0, comma)));
      }
      default -> new PartitionField(column(arguments), function, 0);
    };
  }

  private static PartitionField refuse(String form) throws Refused {
    throw new Refused("lacks an argument", "write " + form);
  }

  private static String column(String text) throws Refused {
    if (text.isBlank()) {
      throw new Refused("does not name a column", "for example year(flight_date)");
    }
    return text.strip();
  }

  private static int count(String text) throws Refused {
    try {
      int count = Integer.parseInt(text.strip());
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Refused below, as zero and negative numbers are.
    }
    throw new Refused(
        "needs a whole number above 0, but has '" + text.strip() + "'",
        "write truncate(column, width) or bucket(count, column)");
  }
}
