package io.sluice.formats.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.CsvReading;
import io.sluice.formats.CsvReading.LayoutBuilder;
import io.sluice.formats.MemoryObject;
import io.sluice.formats.assemble.DirectFields;
import io.sluice.formats.assemble.RowReader;
import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.reject.Reject;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.source.ByteWindow;
import io.sluice.formats.source.Utf8Input;
import io.sluice.formats.text.TextRange;
import io.sluice.formats.text.TextRange.Begin;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.SourceOptions.RaggedRows;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reading straight into columns gives what reading by way of the table gives, to the byte. */
class DirectFieldsTest {
  private static final List<DataType> TYPES =
      List.of(
          Primitive.BIGINT,
          Primitive.INT,
          Primitive.TINYINT,
          new DecimalType(15, 2),
          new DecimalType(6, 0),
          new DecimalType(18, 10),
          new DecimalType(30, 4),
          Primitive.DATE,
          Primitive.STRING,
          Primitive.STRING,
          Primitive.DOUBLE,
          Primitive.FLOAT,
          Primitive.TIMESTAMP,
          Primitive.TIMESTAMP_NTZ,
          Primitive.BOOLEAN,
          Primitive.BINARY);

  /** Types of which 1 is a value. */
  private static final List<DataType> ONE =
      List.of(Primitive.BIGINT, Primitive.INT, new DecimalType(15, 2), Primitive.STRING);

  private static final String[] COMMON = {
    "0",
    "7",
    "-7",
    "12345678",
    "123456789",
    "-1234567890123456",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "99999999999999999999",
    "007",
    "+5",
    "1.5",
    "1.50",
    "-21168.23",
    "1234567890123.45",
    "12345678.9",
    "123456789.12",
    "1.234",
    ".5",
    "5.",
    "1,5",
    "1e3",
    "-0",
    "0.1",
    "3.141592653589793",
    "9007199254740993",
    "12345678901234567.8",
    "NaN",
    "-Infinity",
    "1996-03-13",
    "1996-02-30",
    "1996-03-13x",
    "13/03/1996",
    "1996-03-13T10:20:30",
    "1996-03-13 10:20:30Z",
    "1996-03-13T10:20:30.5+09:00",
    "1996-03-13T25:20:30Z",
    "true",
    "FALSE",
    "falsy",
    "tru",
    "NA",
    "aGk=",
    "a",
    "short text",
    "a text of more than eight bytes",
    "é한😀",
    " 7 ",
    "x\ry",
    "5\" pipe",
    "-",
    "--1",
    "12-3",
  };

  private final Random random = new Random(20261122);
  private long direct;

  @Test
  void seededRandomFilesByEveryWindowAndBatch() throws IOException {
    for (int round = 0; round < 600; round++) {
      LayoutBuilder builder = layout();
      List<ReadColumn> columns = new ArrayList<>();
      List<String> header = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        String name = "c" + i;
        header.add(name);
        if (random.nextInt(8) > 0) {
          DataType type = TYPES.get(random.nextInt(TYPES.size()));
          columns.add(column(name, type, rules(type)));
        }
      }
      columns.add(CsvReading.column("n", Primitive.BIGINT, Kind.RECORD_NUMBER));
      columns.add(CsvReading.column("at", Primitive.BIGINT, Kind.BYTE_OFFSET));
      columns.add(CsvReading.column("raw", Primitive.STRING, Kind.RAW));
      columns.add(CsvReading.constant("k", Primitive.INT, "3"));
      builder.header = header;
      CsvLayout layout = builder.build();
      byte[] text = text(layout, columns);
      int[] windows = {1, 19, 64, 1 << 15};
      int[] batches = {1, 3, 300};
      int at = round;
      List<String> expected = read(layout, text, columns, 1 << 15, 300, 1, false);
      for (int window : windows) {
        int rows = batches[random.nextInt(3)];
        assertEquals(
            expected,
            read(layout, text, columns, window, rows, 0, true),
            () ->
                "round "
                    + at
                    + ", window "
                    + window
                    + ", batch "
                    + rows
                    + ", "
                    + CsvDialect.of(layout)
                    + "\n"
                    + columns
                    + "\n"
                    + new String(text, UTF_8));
      }
    }
    assertTrue(direct > 10_000, "only " + direct + " records were read directly");
  }

  @Test
  void everyCutOfASmallFile() throws IOException {
    String records =
        "1,2.50,1996-03-13,\"a \"\"quoted\"\", text\",x\r\n,,,\"\",\n-7,1,2000-01-01,\"\",\"1\"\n"
            + "x,1,1,1,1\n12,0.5,,simple text beyond a word,\"two\"\"\"\n\n8,8,2024-02-29,,z";
    LayoutBuilder builder = new LayoutBuilder();
    builder.header = List.of("a", "b", "c", "d", "e");
    builder.hasHeader = false;
    CsvLayout layout = builder.build();
    List<ReadColumn> columns =
        List.of(
            column("a", Primitive.BIGINT, ValueRules.STRICT),
            column("b", new DecimalType(15, 2), ValueRules.STRICT),
            column("c", Primitive.DATE, ValueRules.STRICT),
            CsvReading.text("d"),
            CsvReading.text("e"));
    for (int length = 0; length <= records.length(); length++) {
      byte[] text = records.substring(0, length).getBytes(UTF_8);
      List<String> expected = read(layout, text, columns, 1000, 100, 1, false);
      for (int window : new int[] {1, 2, 3, 5, 8, 13, 21, 34, 55}) {
        assertEquals(expected, read(layout, text, columns, window, 100, 0, true));
      }
      for (int split = 0; split < length; split++) {
        int end = split;
        assertEquals(
            read(layout, text, columns, 1000, 100, 1, false, split),
            read(layout, text, columns, 40, 100, 0, true, split),
            () -> "split at " + end + " of " + records);
      }
    }
  }

  private LayoutBuilder layout() {
    LayoutBuilder builder = new LayoutBuilder();
    builder.hasHeader = false;
    builder.delimiter = new String[] {",", ";", "\t", "|"}[random.nextInt(4)];
    builder.quote = new String[] {"\"", "\"", "'", ""}[random.nextInt(4)];
    builder.escape = builder.quote;
    builder.ragged = List.of(RaggedRows.values()).get(random.nextInt(3));
    builder.maxRecordBytes = random.nextInt(4) == 0 ? 40 : 1 << 20;
    return builder;
  }

  private ReadColumn column(String name, DataType type, ValueRules rules) {
    boolean nullable = random.nextInt(10) > 0;
    OnBadValue bad = random.nextInt(10) > 0 ? OnBadValue.REJECT : OnBadValue.NULL;
    return new ReadColumn(name, type, List.of(name), Kind.FIELD, nullable, rules, bad);
  }

  private ValueRules rules(DataType type) {
    if (random.nextInt(3) > 0) {
      return ValueRules.STRICT;
    }
    return new ValueRules(
        new ValueRules.Nulls(
            List.of(List.<String>of(), List.of("NA"), List.of("NA", "7")).get(random.nextInt(3)),
            random.nextBoolean()),
        random.nextBoolean(),
        ONE.contains(type) && random.nextInt(4) == 0 ? Optional.of("1") : Optional.empty(),
        Optional.empty(),
        random.nextBoolean() ? "UTC" : "Asia/Seoul",
        new ValueRules.Numbers(
            random.nextBoolean() ? '.' : ',', Optional.empty(), random.nextBoolean()),
        new ValueRules.Booleans(
            random.nextBoolean() ? List.of("true") : List.of("a", "7"), List.of("false")));
  }

  private byte[] text(CsvLayout layout, List<ReadColumn> columns) {
    int odd = List.of(0, 3, 30).get(random.nextInt(3));
    boolean quoteAll = random.nextInt(8) == 0;
    StringBuilder text = new StringBuilder();
    for (int r = random.nextInt(60); r >= 0; r--) {
      int fields = layout.header().size();
      if (random.nextInt(100) < odd) {
        fields += random.nextInt(3) - 1;
      }
      for (int f = 0; f < fields; f++) {
        text.append(f == 0 ? "" : layout.delimiter());
        String value =
            f >= layout.header().size() || random.nextInt(100) < odd
                ? COMMON[random.nextInt(COMMON.length)]
                : usual(layout.header().get(f), columns);
        boolean mustQuote = value.contains(layout.delimiter()) || value.contains("\"");
        boolean quote = quoteAll || (mustQuote && random.nextInt(6) > 0) || random.nextInt(9) == 0;
        text.append(quote ? quoted(value, layout.quote()) : value);
      }
      text.append(random.nextInt(5) == 0 ? "\r\n" : "\n");
      if (random.nextInt(100) < odd) {
        text.append(List.of("\n", "\r\n", "\"", "\r", "\"x\"y").get(random.nextInt(5)));
      }
    }
    if (random.nextBoolean()) {
      text.setLength(Math.max(0, text.length() - 1));
    }
    if (random.nextInt(6) == 0) {
      text.append('\u001a');
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    if (random.nextInt(100) < odd && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private String quoted(String value, String quote) {
    if (quote.isEmpty()) {
      return value;
    }
    String inner = value.replace(quote, random.nextInt(20) == 0 ? quote : quote + quote);
    return quote + inner + (random.nextInt(6) == 0 ? "\n" + quote + quote : "") + quote;
  }

  /** A text that is mostly a value of the field's column. */
  private String usual(String name, List<ReadColumn> columns) {
    DataType type =
        columns.stream()
            .filter(column -> column.name().equals(name))
            .map(ReadColumn::type)
            .findFirst()
            .orElse(Primitive.STRING);
    if (random.nextInt(12) == 0) {
      return "";
    }
    String sign = random.nextInt(4) == 0 ? "-" : "";
    if (type instanceof DecimalType decimal) {
      int digits = 1 + random.nextInt(decimal.precision() - decimal.scale());
      String whole = "123456789012345678901234567890".substring(0, digits);
      int decimals = random.nextInt(3) == 0 ? random.nextInt(decimal.scale() + 1) : decimal.scale();
      return sign + whole + (decimals == 0 ? "" : "." + "0987654321".substring(0, decimals));
    }
    return switch ((Primitive) type) {
      case BIGINT -> String.valueOf(random.nextLong() >> random.nextInt(64));
      case INT -> String.valueOf(random.nextInt() >> random.nextInt(32));
      case TINYINT -> sign + random.nextInt(128);
      case DOUBLE, FLOAT ->
          random.nextBoolean()
              ? String.valueOf(random.nextDouble() * 1e4)
              : sign + random.nextInt(10000) + "." + random.nextInt(100000);
      case DATE -> String.format("%04d-%02d-%02d", 1900 + random.nextInt(200), 2, 28);
      case TIMESTAMP -> "1996-03-13T10:20:" + (10 + random.nextInt(50)) + "Z";
      case TIMESTAMP_NTZ -> "1996-03-13 10:20:" + (10 + random.nextInt(50));
      case BOOLEAN -> random.nextBoolean() ? "true" : "False";
      case BINARY -> "aGFsbG8=";
      default -> "some é text to be read \"in\" words of eight".substring(random.nextInt(42));
    };
  }

  private List<String> read(
      CsvLayout layout,
      byte[] text,
      List<ReadColumn> columns,
      int window,
      int rows,
      int scanner,
      boolean directly)
      throws IOException {
    return read(layout, text, columns, window, rows, scanner, directly, text.length);
  }

  /** Every row, every reject, and how many records there were. */
  private List<String> read(
      CsvLayout layout,
      byte[] text,
      List<ReadColumn> columns,
      int window,
      int rows,
      int scanner,
      boolean directly,
      int rangeEnd)
      throws IOException {
    CsvDialect dialect = CsvDialect.of(layout);
    ReadPlan plan = new ReadPlan(columns, rows, MissingColumn.NULL);
    MemoryObject file = new MemoryObject("memory.csv", text);
    Utf8Input input = Utf8Input.open(file, "none", "UTF-8", 0);
    RecordScanner by = scanner == 0 ? Scanners.of(dialect) : new GeneralScanner(dialect);
    TextRange part = new TextRange(input, new ByteWindow(input, window, 0, rangeEnd), Begin.RECORD);
    CsvTokenizer tokenizer = new CsvTokenizer(dialect, by, part);
    CsvRowFormat format = new CsvRowFormat(layout, dialect, plan);
    CsvDirectFields fields = CsvDirectFields.of(dialect, tokenizer, format, plan);
    FieldTable table = CsvTokenizer.newTable(dialect, format.width(), rows);
    ByteRange range = new ByteRange(0, 0, 0, text.length, true, 0, true);
    List<String> out = new ArrayList<>();
    List<String> rejects = new ArrayList<>();
    long records = 0;
    try (RowReader reader =
        new RowReader(
            format,
            tokenizer,
            directly && fields != null ? new Counting(fields) : null,
            table,
            "memory.csv",
            range,
            plan)) {
      for (ReadBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int r = 0; r < batch.rows().rowCount(); r++) {
          out.add(row(batch.rows(), r));
        }
        batch.rejects().forEach(reject -> rejects.add(text(reject)));
        records += batch.records();
        assertEquals(
            batch.records(), batch.rows().rowCount() + batch.rejects().size() + batch.skipped());
      }
    }
    out.addAll(rejects);
    out.add(String.valueOf(records));
    return out;
  }

  /** All of it, but of a long record only what does not depend on the window. */
  private static String text(Reject reject) {
    String all = reject.toString();
    return reject.code().equals(RejectCode.RECORD_TOO_LONG.key())
        ? all.substring(0, all.indexOf("raw="))
        : all;
  }

  private static String row(ColumnBatch rows, int row) {
    StringBuilder text = new StringBuilder();
    for (Column column : rows.columns()) {
      assertEquals(rows.rowCount(), column.size());
      text.append('|').append(column.nulls()[row] ? "~" : value(column, row));
    }
    return text.toString();
  }

  private static String value(Column column, int row) {
    if (column instanceof BytesColumn bytes) {
      int start = bytes.offsets()[row];
      return new String(bytes.data(), start, bytes.offsets()[row + 1] - start, ISO_8859_1);
    }
    if (column instanceof LongColumn longs) {
      return String.valueOf(longs.values()[row]);
    }
    if (column instanceof IntColumn ints) {
      return String.valueOf(ints.values()[row]);
    }
    if (column instanceof DoubleColumn doubles) {
      return String.valueOf(doubles.values()[row]);
    }
    if (column instanceof FloatColumn floats) {
      return String.valueOf(floats.values()[row]);
    }
    return String.valueOf(((BooleanColumn) column).values()[row]);
  }

  /** Tells how many records went the direct way. */
  private final class Counting implements DirectFields {
    private final DirectFields fields;

    Counting(DirectFields fields) {
      this.fields = fields;
    }

    @Override
    public boolean fills(int column) {
      return fields.fills(column);
    }

    @Override
    public boolean next(FieldTable table, ColumnBatch rows) throws IOException {
      boolean taken = fields.next(table, rows);
      direct += table.records();
      return taken;
    }
  }
}
