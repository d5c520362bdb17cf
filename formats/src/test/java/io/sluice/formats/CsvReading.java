package io.sluice.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.csv.CsvLayout;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.reject.PassedOver.Reason;
import io.sluice.formats.reject.Reject;
import io.sluice.formats.source.ObjectSource;
import io.sluice.spec.SourceOptions.RaggedRows;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Layouts, plans and what comes of them, in short. */
public final class CsvReading {
  private CsvReading() {}

  /** A layout that tests change piece by piece. */
  public static final class LayoutBuilder {
    public String compression = "none";
    public String encoding = "UTF-8";
    public long dataStart;
    public String delimiter = ",";
    public String quote = "\"";
    public String escape = "\"";
    public String comment = "";
    public String newline = "\n";
    public int skipLines;
    public int skipTrailingLines;
    public boolean hasHeader = true;
    public List<String> header = List.of("a", "b", "c");
    public RaggedRows ragged = RaggedRows.REJECT;
    public long maxRecordBytes = 16L << 20;

    private PassedOver above() {
      return skipLines == 0
          ? PassedOver.NONE
          : new PassedOver(List.of(new PassedOver.Kind(Reason.ABOVE_TABLE, skipLines, "")));
    }

    public CsvLayout build() {
      return new CsvLayout(
          new FileLayout.Stored(compression, encoding, dataStart),
          new CsvLayout.Quoting(delimiter, quote, escape, comment),
          new FileLayout.Lines(newline, skipLines, hasHeader, skipTrailingLines, above()),
          CsvLayout.Habits.NONE,
          header,
          ragged,
          maxRecordBytes);
    }
  }

  public static ReadColumn column(String name, DataType type, Kind kind) {
    return new ReadColumn(
        name, type, List.of(name), kind, true, ValueRules.STRICT, OnBadValue.REJECT);
  }

  public static ReadColumn text(String name) {
    return column(name, Primitive.STRING, Kind.FIELD);
  }

  public static ReadColumn constant(String name, DataType type, String value) {
    ValueRules rules = ValueRules.STRICT.withDefault(Optional.ofNullable(value));
    return new ReadColumn(name, type, List.of(), Kind.CONSTANT, true, rules, OnBadValue.REJECT);
  }

  public static ReadPlan plan(ReadColumn... columns) {
    return new ReadPlan(List.of(columns), ReadPlan.DEFAULT_BATCH_ROWS, MissingColumn.NULL);
  }

  public static List<String> read(ObjectSource source, FileLayout layout, ReadPlan plan) {
    return read(source, layout, List.of(Formats.whole(source, 0)), plan);
  }

  /**
   * Rows as {@code a|b|c} with null as {@code ~}; rejects as {@code offset+length code column:
   * raw}; a failure as its message; in the file's order, then the count of all records.
   */
  public static List<String> read(
      ObjectSource source, FileLayout layout, List<ByteRange> ranges, ReadPlan plan) {
    List<String> rows = new ArrayList<>();
    List<String> rejects = new ArrayList<>();
    long records = 0;
    for (ByteRange range : ranges) {
      try (BatchReader reader = Formats.open(source, layout, range, plan)) {
        for (ReadBatch batch = reader.next(); batch != null; batch = reader.next()) {
          for (int r = 0; r < batch.rows().rowCount(); r++) {
            StringBuilder row = new StringBuilder();
            for (Column column : batch.rows().columns()) {
              row.append(row.isEmpty() ? "" : "|").append(value(column, r));
            }
            rows.add(row.toString());
          }
          for (Reject reject : batch.rejects()) {
            rejects.add(told(reject));
          }
          records += batch.records();
          if (batch.records()
              != batch.rows().rowCount() + batch.rejects().size() + batch.skipped()) {
            throw new AssertionError("the sums do not meet");
          }
        }
      } catch (ReadException e) {
        rejects.add("! " + e.getMessage());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    rows.addAll(rejects);
    rows.add("records " + records);
    return rows;
  }

  static String value(Column column, int row) {
    if (column.nulls()[row]) {
      return "~";
    }
    if (column instanceof BytesColumn bytes) {
      int start = bytes.offsets()[row];
      return new String(bytes.data(), start, bytes.offsets()[row + 1] - start, UTF_8);
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
    return String.valueOf(((BooleanColumn) column).values()[row]);
  }

  /** A reject as {@code offset+length code column: raw}. */
  static String told(Reject reject) {
    return reject.byteOffset()
        + "+"
        + reject.byteLength()
        + " "
        + reject.code()
        + " "
        + reject.column()
        + ": "
        + reject.raw();
  }
}
