package io.sluice.formats.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.decode.ScalarRecognizer;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * What a dialect makes of a sample: how many fields its records have, how many records agree in
 * that, and how much the fields look like values rather than pieces of them.
 */
final class DialectTrial {
  /** Fields of a record that are looked at; those beyond are counted. */
  private static final int WIDTH = 128;

  private static final int MOST_RECORDS = 20_000;
  private static final int TYPED_RECORDS = 400;

  /** A text before the table is no longer than this. */
  private static final int MOST_PREAMBLE = 60;

  private final CsvDialect dialect;
  private final CellQuality quality;

  /** Fields of each record; below zero for one that cannot be read. */
  private int[] counts = new int[256];

  private long[] offsets = new long[256];
  private boolean[] marked = new boolean[256];
  private double[] qualities = new double[256];
  private int records;
  private int malformed;
  private static final double UNQUOTED_PRIOR = 0.8;

  private int quoted;
  private int fields;
  private int preamble;
  private int agreeing;
  private double score;

  private DialectTrial(CsvDialect dialect, ScalarRecognizer recognizer) {
    this.dialect = dialect;
    this.quality = new CellQuality(dialect, recognizer);
  }

  static DialectTrial of(
      CsvDialect dialect, byte[] text, int length, End end, ScalarRecognizer recognizer) {
    DialectTrial trial = new DialectTrial(dialect, recognizer);
    try (CsvTokenizer tokenizer = CsvTokenizer.ofSample(dialect, text, length, end)) {
      FieldTable table = CsvTokenizer.newTable(dialect, WIDTH, batchRecords(length));
      while (trial.records < MOST_RECORDS && tokenizer.next(table)) {
        trial.take(table, tokenizer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a sample in memory cannot fail", e);
    }
    trial.judge();
    return trial;
  }

  /** For small files the arrays of a large batch cost more to clear than they take to read. */
  private static int batchRecords(int length) {
    return Math.min(1024, 16 + length / 256);
  }

  private void take(FieldTable table, CsvTokenizer tokenizer) {
    for (int r = 0; r < table.records(); r++) {
      if (records == counts.length) {
        counts = Arrays.copyOf(counts, 2 * records);
        offsets = Arrays.copyOf(offsets, 2 * records);
        marked = Arrays.copyOf(marked, 2 * records);
        qualities = Arrays.copyOf(qualities, 2 * records);
      }
      boolean broken = table.problem(r) != null;
      counts[records] = broken ? -pieces(table, r) : table.fieldCounts()[r];
      offsets[records] = tokenizer.recordOffset(r);
      int start = table.recordStarts()[r];
      marked[records] = start < table.recordEnds()[r] && table.buffer()[start] == '#';
      malformed += broken ? 1 : 0;
      if (!broken && records < TYPED_RECORDS) {
        int from = r * table.width();
        int kept = Math.min(table.fieldCounts()[r], table.width());
        double sum = 0;
        for (int at = from; at < from + kept; at++) {
          sum += quality.of(table, at);
          quoted += (table.flags()[at] & FieldTable.QUOTED) != 0 ? 1 : 0;
        }
        qualities[records] = kept == 0 ? 0 : sum / kept;
      }
      records++;
    }
  }

  /** Fields of a record that cannot be read, as far as its delimiters tell; for the preamble. */
  private int pieces(FieldTable table, int record) {
    if (records >= MOST_PREAMBLE) {
      return 1;
    }
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

  private void judge() {
    fields = mostFrequentCount();
    preamble = preamble();
    int rows = records - preamble;
    double typed = 0;
    int typedRows = 0;
    for (int i = preamble; i < records; i++) {
      if (counts[i] == fields) {
        agreeing++;
        if (i < TYPED_RECORDS) {
          typed += qualities[i];
          typedRows++;
        }
      }
    }
    if (rows == 0 || fields < 1) {
      return;
    }
    double agreement = (double) agreeing / rows;
    double content = typedRows == 0 ? 0.5 : typed / typedRows;
    double broken = (double) malformed / records;
    double width = fields == 1 ? oneColumn() : 1 - 0.5 / fields;
    score =
        agreement
            * agreement
            * width
            * (0.3 + 0.7 * content * content)
            * (1 - broken)
            * (1 - broken)
            * prior();
  }

  /**
   * One field a record is what every delimiter finds that does not occur; unless the lines are
   * values as they are, timestamps for example, which a space or colon would split.
   */
  private double oneColumn() {
    int looked = Math.min(records, TYPED_RECORDS);
    int values = 0;
    for (int i = 0; i < looked; i++) {
      values += qualities[i] == CellQuality.VALUE ? 1 : 0;
    }
    // One of them may be the header.
    return values > 0 && values >= 0.9 * (looked - 1) ? 0.95 : 0.3;
  }

  private double prior() {
    double delimiter =
        switch (dialect.delimiter()) {
          case ",", "\t", ";", "|" -> 1;
          case " " -> 0.75;
          case ":" -> 0.7;
          default -> 0.97;
        };
    // Quotes that open fields mean something, even if one in ten records breaks them: those are to
    // be
    // rejected, not to become text with stray quotes.
    return dialect.quote().isEmpty() ? delimiter * UNQUOTED_PRIOR : delimiter;
  }

  private int mostFrequentCount() {
    int most = 0;
    for (int i = 0; i < records; i++) {
      most = Math.max(most, counts[i]);
    }
    int[] frequency = new int[most + 1];
    int best = 0;
    for (int i = 0; i < records; i++) {
      if (counts[i] > 0) {
        int n = ++frequency[counts[i]];
        boolean better = n > frequency[best] || (n == frequency[best] && counts[i] > best);
        best = best == 0 || better ? counts[i] : best;
      }
    }
    return best;
  }

  /** Records before the table: titles, notes. They have far fewer fields than its rows. */
  private int preamble() {
    int most = Math.max(1, fields / 2);
    int at = 0;
    while (at < records && at < MOST_PREAMBLE && counts[at] != fields) {
      at++;
    }
    if (fields < 2 || at == 0 || at == records || at >= MOST_PREAMBLE) {
      return 0;
    }
    for (int i = 0; i < at; i++) {
      if (Math.abs(counts[i]) > most) {
        return 0;
      }
    }
    return at;
  }

  /** Whether records that begin with {@code #} are rows like others: a header written as one. */
  boolean markedRecordsAreRows() {
    int alike = 0;
    int all = 0;
    for (int i = 0; i < records; i++) {
      if (marked[i]) {
        all++;
        alike += counts[i] == fields ? 1 : 0;
      }
    }
    return all > 0 && alike * 2 > all;
  }

  CsvDialect dialect() {
    return dialect;
  }

  double score() {
    return score;
  }

  /** Fields of most records. */
  int fields() {
    return fields;
  }

  int records() {
    return records;
  }

  int malformed() {
    return malformed;
  }

  int quoted() {
    return quoted;
  }

  /** Records after the preamble that have {@link #fields} fields. */
  int agreeing() {
    return agreeing;
  }

  /** Records before the table. */
  int preambleRecords() {
    return preamble;
  }

  /** Where the first record of the table begins in the sample. */
  long tableOffset() {
    return records == 0 ? 0 : offsets[Math.min(preamble, records - 1)];
  }
}
