package io.sluice.spec;

import static io.sluice.spec.Shapes.BOOLEAN;
import static io.sluice.spec.Shapes.TEXT;
import static io.sluice.spec.Shapes.oneOrMore;
import static io.sluice.spec.Shapes.words;

import io.sluice.spec.ListShape.Form;
import io.sluice.spec.SourceOptions.Bounds;
import io.sluice.spec.SourceOptions.Bytes;
import io.sluice.spec.SourceOptions.Dialect;
import io.sluice.spec.SourceOptions.FixedWidth;
import io.sluice.spec.SourceOptions.FolderColumns;
import io.sluice.spec.SourceOptions.JsonRecords;
import io.sluice.spec.SourceOptions.Lines;
import io.sluice.spec.SourceOptions.Numbers;
import io.sluice.spec.SourceOptions.RaggedRows;
import io.sluice.spec.SourceOptions.Times;
import io.sluice.spec.SourceOptions.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code source.options}. */
final class OptionKeys {
  static final SourceOptions DEFAULTS = SourceOptions.defaults();

  private static final Key<Optional<String>> DELIMITER =
      Key.optional(
          "delimiter",
          OptionTexts.DELIMITER,
          "found per file",
          "What separates fields: one or more characters; \\t is a tab.");
  private static final Key<Optional<String>> QUOTE =
      Key.optional(
          "quote",
          OptionTexts.CHARACTER_OR_NONE,
          "found per file",
          "The quote character; \"\": fields are never quoted.");
  private static final Key<Optional<String>> ESCAPE =
      Key.optional(
          "escape",
          OptionTexts.CHARACTER_OR_NONE,
          "found per file",
          "What makes a quote inside a quoted field literal; the quote itself means doubling.");
  private static final Key<Optional<String>> COMMENT =
      Key.optional(
          "comment",
          OptionTexts.PREFIX,
          "found per file",
          "Lines that begin with this are skipped and counted as filtered; none: no line is a"
              + " comment.");
  private static final Key<Optional<Boolean>> HEADER =
      Key.optional(
          "header",
          BOOLEAN,
          "found per file",
          "Whether the first line after skip_lines names the columns; where fields names them, that"
              + " line is skipped.");
  private static final Key<Optional<Integer>> SKIP_LINES =
      Key.optional(
          "skip_lines",
          Shapes.wholeInt(0, Integer.MAX_VALUE),
          "found per file",
          "Lines skipped before the header.");
  private static final Key<Integer> SKIP_TRAILING_LINES =
      Key.of(
          "skip_trailing_lines",
          Shapes.wholeInt(0, 100_000),
          DEFAULTS.lines().skipTrailingLines(),
          "0",
          "Lines skipped at the end, for example a trailer.");
  private static final Key<Optional<String>> NEWLINE =
      Key.optional(
          "newline",
          OptionTexts.NEWLINE,
          "found per file",
          "What ends a line: \\n, \\r\\n or \\r.");
  private static final Key<Optional<String>> ENCODING =
      Key.optional(
          "encoding",
          OptionTexts.ENCODING,
          "found per file",
          "The IANA name of the charset, for example UTF-8, windows-1252, EUC-KR; strict: found per"
              + " file, and a file is refused where that is not certain.");
  private static final Key<Optional<String>> COMPRESSION =
      Key.optional(
          "compression", words(compressions()), "found per file", "How the file is compressed.");
  private static final Key<Optional<List<String>>> NULL_TOKENS =
      Key.optional(
          "null_tokens",
          oneOrMore(TEXT),
          "only the empty field",
          "Unquoted texts that mean null, besides the empty field.");
  private static final Key<Boolean> EMPTY_IS_NULL =
      Key.of(
          "empty_is_null",
          BOOLEAN,
          DEFAULTS.values().emptyIsNull(),
          "false",
          "Whether a quoted empty field is null too; otherwise it is the empty string.");
  private static final Key<Optional<Boolean>> TRIM =
      Key.optional(
          "trim",
          BOOLEAN,
          "false; for fixed_width true",
          "Whether spaces and tabs around an unquoted field are dropped.");
  private static final Key<Optional<RaggedRows>> RAGGED_ROWS =
      Key.optional(
          "ragged_rows",
          words(RaggedRows.class),
          "reject; fill in CSV files that leave out empty fields at the end of records",
          "A row with too few or too many fields (fixed_width: characters): reject it; fill"
              + " (missing fields at the end are null, extra ones still reject); fill_and_drop"
              + " (extra ones are dropped, or rescued).");
  private static final Key<Optional<Boolean>> TRAILING_DELIMITER =
      Key.optional(
          "trailing_delimiter",
          BOOLEAN,
          "found per file",
          "Whether each record ends with a delimiter, and what follows it is not a field.");
  private static final Key<Optional<String>> DATE_FORMAT =
      Key.optional(
          "date_format",
          OptionTexts.TIME_PATTERN,
          "ISO 8601",
          "The java.time pattern of date columns that have no format of their own.");
  private static final Key<Optional<String>> TIMESTAMP_FORMAT =
      Key.optional(
          "timestamp_format",
          OptionTexts.TIME_PATTERN,
          "ISO 8601",
          "The java.time pattern of timestamp columns that have no format of their own.");
  private static final Key<String> TIMEZONE =
      Key.of(
          "timezone",
          OptionTexts.TIMEZONE,
          DEFAULTS.times().timezone(),
          "UTC",
          "The time zone of timestamps without one.");
  private static final Key<String> DECIMAL_SEPARATOR =
      Key.of(
          "decimal_separator",
          OptionTexts.CHARACTER,
          DEFAULTS.numbers().decimalSeparator(),
          ".",
          "The character before the decimals of a number.");
  private static final Key<Optional<String>> GROUPING_SEPARATOR =
      Key.optional(
          "grouping_separator",
          OptionTexts.CHARACTER,
          "none is accepted",
          "The thousands separator accepted in numbers.");
  private static final Key<Boolean> ALLOW_EXPONENT =
      Key.of(
          "allow_exponent",
          BOOLEAN,
          DEFAULTS.numbers().allowExponent(),
          "false",
          "Whether 1e3 is accepted for integers and decimals; doubles always accept it.");
  private static final Key<List<String>> TRUE_VALUES =
      Key.of(
          "true_values",
          oneOrMore(Shapes.VALUE),
          DEFAULTS.values().trueValues(),
          "[true]",
          "Texts of boolean true, in any case.");
  private static final Key<List<String>> FALSE_VALUES =
      Key.of(
          "false_values",
          oneOrMore(Shapes.VALUE),
          DEFAULTS.values().falseValues(),
          "[false]",
          "Texts of boolean false, in any case.");
  private static final Key<Long> MAX_RECORD_BYTES =
      Key.of(
          "max_record_bytes",
          Shapes.size(SourceOptions.MOST_RECORD_BYTES),
          DEFAULTS.bounds().maxRecordBytes(),
          "16MB",
          "A longer record is rejected; at most 512MB.");
  private static final Key<Integer> MAX_COLUMNS =
      Key.of(
          "max_columns",
          Shapes.wholeInt(1, 10_000_000),
          DEFAULTS.bounds().maxColumns(),
          "20000",
          "A header of more columns is refused.");
  private static final Key<Optional<Long>> INFER_ROWS =
      Key.optional(
          "infer_rows",
          Shapes.whole(1, Long.MAX_VALUE),
          "all",
          "Infer types from about this many records of each file, in steps of 4096.");

  private static final Key<List<FixedField>> FIELDS =
      Key.of(
          "fields",
          new ListShape<>(FixedFieldKeys.SHAPE, Form.NOT_EMPTY),
          List.of(),
          "",
          "For fixed_width: where each field is in the line.");
  private static final Key<List<Integer>> WIDTHS =
      Key.of(
          "widths",
          new ListShape<>(Shapes.wholeInt(1, FixedFieldKeys.MOST), Form.NOT_EMPTY),
          List.of(),
          "found per file",
          "For fixed_width, instead of fields: how many characters each field has, in order; their"
              + " names are the schema's, in the same order.");

  private static final Key<FolderColumns> FOLDER_COLUMNS =
      Key.of(
          "folder_columns",
          words(FolderColumns.class),
          DEFAULTS.folderColumns(),
          "auto",
          "Folders below the path that are named like year=2024; auto: each key is a column, unless"
              + " the file has a field of its name; none: they are names of folders.");

  private static final Key<Optional<JsonRecords>> JSON_RECORDS =
      Key.optional(
          "json_records",
          words(JsonRecords.class),
          "found per file",
          "What each record of a JSON file is: objects (their keys name the columns); arrays (their"
              + " elements are column_1, column_2… by place); values (of any kind: the one column"
              + " value).");

  /** Keys that mean something for delimited text only. */
  static final List<Key<?>> CSV_ONLY =
      List.of(DELIMITER, QUOTE, ESCAPE, EMPTY_IS_NULL, TRAILING_DELIMITER, MAX_COLUMNS);

  /** Keys that mean something for text in lines with the same fields in each. */
  static final List<Key<?>> TABLES_ONLY = List.of(COMMENT, HEADER, RAGGED_ROWS);

  static final List<Key<?>> FIXED_WIDTH_ONLY = List.of(FIELDS, WIDTHS);

  static final List<Key<?>> JSON_ONLY = List.of(JSON_RECORDS);

  static final Shape<SourceOptions> SHAPE =
      new ObjectShape<>(
          List.of(
              DELIMITER,
              QUOTE,
              ESCAPE,
              COMMENT,
              HEADER,
              SKIP_LINES,
              SKIP_TRAILING_LINES,
              NEWLINE,
              ENCODING,
              COMPRESSION,
              NULL_TOKENS,
              EMPTY_IS_NULL,
              TRIM,
              RAGGED_ROWS,
              TRAILING_DELIMITER,
              DATE_FORMAT,
              TIMESTAMP_FORMAT,
              TIMEZONE,
              DECIMAL_SEPARATOR,
              GROUPING_SEPARATOR,
              ALLOW_EXPONENT,
              TRUE_VALUES,
              FALSE_VALUES,
              MAX_RECORD_BYTES,
              MAX_COLUMNS,
              INFER_ROWS,
              FIELDS,
              WIDTHS,
              FOLDER_COLUMNS,
              JSON_RECORDS),
          OptionKeys::check,
          OptionKeys::options);

  private OptionKeys() {}

  private static Map<String, String> compressions() {
    Map<String, String> words = new LinkedHashMap<>();
    for (String word : List.of("none", "gzip", "bzip2", "zstd", "snappy", "lz4")) {
      words.put(word, word);
    }
    return words;
  }

  private static void check(Fields f) {
    Optional<String> quote = f.get(QUOTE);
    Optional<String> delimiter = f.get(DELIMITER);
    if (delimiter.isPresent()
        && quote.filter(q -> !q.isEmpty()).filter(delimiter.get()::contains).isPresent()) {
      f.problem(DELIMITER, "contains the quote character", "choose another quote or delimiter");
    }
    if (f.get(GROUPING_SEPARATOR).filter(f.get(DECIMAL_SEPARATOR)::equals).isPresent()) {
      f.problem(
          GROUPING_SEPARATOR,
          "is the same as decimal_separator",
          "for 1.234,56 set decimal_separator: \",\" and grouping_separator: \".\"");
    }
    if (f.has(FIELDS) && f.has(WIDTHS)) {
      f.problem(WIDTHS, "repeats what fields says", "keep one of them");
    }
    FixedFieldKeys.check(f, FIELDS);
    for (String value : f.get(TRUE_VALUES)) {
      if (f.get(FALSE_VALUES).stream().anyMatch(value::equalsIgnoreCase)) {
        f.problem(
            f.given(TRUE_VALUES) ? TRUE_VALUES : FALSE_VALUES,
            "names '" + value + "', which is in the other list too",
            "a text is true or false");
      }
    }
  }

  private static SourceOptions options(Fields f) {
    return new SourceOptions(
        new Bytes(f.get(ENCODING), f.get(COMPRESSION)),
        new Lines(
            f.get(COMMENT),
            f.get(HEADER),
            f.get(SKIP_LINES),
            f.get(SKIP_TRAILING_LINES),
            f.get(RAGGED_ROWS)),
        new Dialect(
            f.get(DELIMITER),
            f.get(QUOTE),
            f.get(ESCAPE),
            f.get(NEWLINE),
            f.get(TRAILING_DELIMITER)),
        new Values(
            f.get(NULL_TOKENS),
            f.get(EMPTY_IS_NULL),
            f.get(TRIM),
            f.get(TRUE_VALUES),
            f.get(FALSE_VALUES)),
        new Numbers(f.get(DECIMAL_SEPARATOR), f.get(GROUPING_SEPARATOR), f.get(ALLOW_EXPONENT)),
        new Times(f.get(DATE_FORMAT), f.get(TIMESTAMP_FORMAT), f.get(TIMEZONE)),
        new Bounds(f.get(MAX_RECORD_BYTES), f.get(MAX_COLUMNS), f.get(INFER_ROWS)),
        new FixedWidth(f.get(FIELDS), f.get(WIDTHS)),
        f.get(FOLDER_COLUMNS),
        f.get(JSON_RECORDS));
  }
}
