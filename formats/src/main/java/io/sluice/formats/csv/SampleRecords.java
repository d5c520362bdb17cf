package io.sluice.formats.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.decode.ScalarRecognizer;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.tabular.Cells;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The records that a dialect makes of a sample: how wide they are, and what their fields cost. */
final class SampleRecords {
  /** Fields of a record that are looked at; those beyond are counted. */
  private static final int WIDTH = 128;

  private static final int MOST_RECORDS = 20_000;

  /** Records whose fields are priced at most; the others are taken to be like them. */
  private static final int PRICED_RECORDS = 400;

  /** So many fields tell what the others are like. */
  private static final int PRICED_FIELDS = 6000;

  /** Records kept as texts: what stands above a table, and the beginning of one. */
  static final int KEPT_RECORDS = 100;

  /** A row whose field stands in quotes that the dialect does not know. */
  private static final double ENCLOSED = 0.5;

  /** A row in which quotes open in one field and close in another. */
  private static final double TORN = 0.9;

  private final CsvDialect dialect;
  private final CellPrice price;

  /** Fields of each record; below zero for one that cannot be read: what its delimiters tell. */
  private int[] counts = new int[64];

  private long[] offsets = new long[64];

  /** Fields that are not empty, as far as they are looked at. */
  private int[] filled = new int[64];

  private boolean[] endsEmpty = new boolean[64];
  private float[] prices = new float[64];
  private boolean[] values = new boolean[64];
  private boolean[] quotedRecords = new boolean[64];
  private int[] innerLines = new int[64];
  private int[] typed = new int[64];
  private final List<List<String>> kept = new ArrayList<>();
  private int records;
  private int priced;
  private int pricedFields;
  private int malformed;
  private int quoted;
  private int marked;

  private SampleRecords(CsvDialect dialect, ScalarRecognizer recognizer) {
    this.dialect = dialect;
    this.price = new CellPrice(dialect, recognizer);
  }

  static SampleRecords of(
      CsvDialect dialect, byte[] text, int length, End end, ScalarRecognizer recognizer) {
    SampleRecords found = new SampleRecords(dialect, recognizer);
    try (CsvTokenizer tokenizer = CsvTokenizer.ofSample(dialect, text, length, end)) {
      // For small files the arrays of a large batch cost more to clear than they take to read.
      int batch = Math.min(1024, 16 + length / 256);
      FieldTable table = CsvTokenizer.newTable(dialect, WIDTH, batch);
      while (found.records < MOST_RECORDS && tokenizer.next(table)) {
        for (int r = 0; r < table.records(); r++) {
          found.take(table, r, tokenizer.recordOffset(r));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a sample in memory cannot fail", e);
    }
    return found;
  }

  private void take(FieldTable table, int r, long offset) {
    grow();
    boolean broken = table.problem(r) != null;
    int start = table.recordStarts()[r];
    int end = table.recordEnds()[r];
    counts[records] = broken ? -pieces(table, r) : table.fieldCounts()[r];
    offsets[records] = offset;
    malformed += broken ? 1 : 0;
    marked += start < end && table.buffer()[start] == '#' ? 1 : 0;
    if (!broken) {
      fields(table, r, start, end);
    }
    if (records < KEPT_RECORDS) {
      kept.add(broken ? List.of() : Cells.of(table, r));
    }
    records++;
  }

  private void grow() {
    if (records == counts.length) {
      int room = 2 * records;
      counts = Arrays.copyOf(counts, room);
      offsets = Arrays.copyOf(offsets, room);
      filled = Arrays.copyOf(filled, room);
      endsEmpty = Arrays.copyOf(endsEmpty, room);
      prices = Arrays.copyOf(prices, room);
      values = Arrays.copyOf(values, room);
      quotedRecords = Arrays.copyOf(quotedRecords, room);
      innerLines = Arrays.copyOf(innerLines, room);
      typed = Arrays.copyOf(typed, room);
    }
  }

  private void fields(FieldTable table, int r, int start, int end) {
    int from = r * table.width();
    int keep = Math.min(table.fieldCounts()[r], table.width());
    double sum = 0;
    boolean enclosed = false;
    boolean open = false;
    boolean torn = false;
    boolean inQuotes = false;
    boolean pricing = records < PRICED_RECORDS && pricedFields < PRICED_FIELDS;
    pricedFields += pricing ? keep : 0;
    priced = pricing ? records + 1 : priced;
    for (int at = from; at < from + keep; at++) {
      boolean quotedField = (table.flags()[at] & FieldTable.QUOTED) != 0;
      boolean empty = table.starts()[at] == table.ends()[at] && !quotedField;
      filled[records] += empty ? 0 : 1;
      endsEmpty[records] = empty;
      inQuotes |= quotedField;
      if (pricing) {
        double cell = price.of(table, at);
        sum += cell;
        typed[records] += cell == CellPrice.VALUE ? 1 : 0;
        quoted += quotedField ? 1 : 0;
        enclosed |= price.enclosed();
        torn |= open && price.closes();
        open |= price.opens();
      }
    }
    endsEmpty[records] &= keep == table.fieldCounts()[r] && keep > 1;
    prices[records] = (float) (sum / Math.max(1, keep) + (torn ? TORN : enclosed ? ENCLOSED : 0));
    quotedRecords[records] = inQuotes;
    innerLines[records] = inQuotes ? innerLines(table.buffer(), start, end) : 0;
    values[records] = pricing && keep == 1 && sum <= CellPrice.VALUE;
  }

  /** Line ends inside quotes whose lines hold delimiters: perhaps records that were swallowed. */
  private int innerLines(byte[] text, int start, int end) {
    int lines = 0;
    byte first = (byte) dialect.delimiter().charAt(0);
    boolean within = false;
    boolean delimited = false;
    for (int i = start; i < end; i++) {
      if (text[i] == '\n' || text[i] == '\r') {
        lines += within && delimited ? 1 : 0;
        within = true;
        delimited = false;
      } else {
        delimited |= text[i] == first;
      }
    }
    return lines;
  }

  /** Fields of a record that cannot be read, as far as its delimiters tell. */
  private int pieces(FieldTable table, int record) {
    byte[] delimiter = dialect.delimiter().getBytes(UTF_8);
    byte[] text = table.buffer();
    int end = table.recordEnds()[record] - delimiter.length;
    int pieces = 1;
    for (int at = table.recordStarts()[record]; at <= end; at++) {
      if (Arrays.equals(text, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
        pieces++;
      }
    }
    return pieces;
  }

  /** How many of the first are priced. */
  int priced() {
    return priced;
  }

  /** How many there are. */
  int size() {
    return records;
  }

  /** Fields of a record; of one that cannot be read, minus its delimiters and one. */
  int count(int record) {
    return counts[record];
  }

  /** Fields of a record that are not empty. */
  int filled(int record) {
    return filled[record];
  }

  /** Whether a record's last field, which is not its only one, is empty and not in quotes. */
  boolean endsEmpty(int record) {
    return endsEmpty[record];
  }

  /** What the fields of a record cost, on average, and its unexplained quotes. */
  double price(int record) {
    return prices[record];
  }

  /** Fields of a record that are of a type. */
  int typed(int record) {
    return typed[record];
  }

  /** Whether a record of one field is a value as it stands. */
  boolean isValue(int record) {
    return values[record];
  }

  /** Whether any field of a record stands in quotes. */
  boolean isQuoted(int record) {
    return quotedRecords[record];
  }

  /** Lines inside a record's quotes that hold delimiters. */
  int innerLines(int record) {
    return innerLines[record];
  }

  /** Where a record begins in the sample. */
  long offset(int record) {
    return offsets[record];
  }

  /** The fields of a record below {@link #KEPT_RECORDS}; none if it cannot be read. */
  List<String> cells(int record) {
    return kept.get(record);
  }

  /** The records of {@code width} fields from {@code from} on, as far as they are kept. */
  List<List<String>> rows(int from, int width) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = from; i < Math.min(records, KEPT_RECORDS); i++) {
      if (counts[i] == width) {
        rows.add(kept.get(i));
      }
    }
    return rows;
  }

  int malformed() {
    return malformed;
  }

  /** Fields that stand in quotes, among the priced records. */
  int quoted() {
    return quoted;
  }

  /** Records that begin with {@code #}. */
  int marked() {
    return marked;
  }
}
