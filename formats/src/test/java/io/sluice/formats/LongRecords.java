package io.sluice.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.formats.column.Column;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.reject.Reject;
import io.sluice.formats.source.ObjectSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is told of records, those above all that are too long, must not depend on how much of the
 * text is looked at at once, nor on where a file is split.
 */
public final class LongRecords {
  private static final int WIDE = 1 << 20;
  private static final int[] WINDOWS = {1, 2, 3, 4, 5, 7, 8, 13, 16, 31, 64};
  private static final List<String> NEWLINES = List.of("\n", "\r\n");
  private static final long[] MOST = {1, 3, 4, 5, 9, 14};

  private LongRecords() {}

  /** Opens a range of a file of some format. */
  public interface Opener<L extends FileLayout> {
    BatchReader open(ObjectSource file, L layout, ByteRange range, ReadPlan plan, int windowBytes)
        throws IOException;
  }

  /** Makes the layout for an encoding and a {@code maxRecordBytes}. */
  public interface Layouts<L extends FileLayout> {
    L of(String encoding, long maxRecordBytes);
  }

  /** Whether parts of the files are read, too. */
  public enum Split {
    EVERYWHERE,
    NOWHERE
  }

  /**
   * Small records in every window, with every line end and several limits.
   *
   * @param lines of a file; the last has no line end
   */
  public static <L extends FileLayout> void assertSame(
      List<String> lines, ReadPlan plan, Layouts<L> layouts, Opener<L> opener, Split split)
      throws IOException {
    for (String encoding : List.of("UTF-8", "UTF-16LE")) {
      for (String newline : NEWLINES) {
        MemoryObject file = MemoryObject.of(String.join(newline, lines), encoding);
        for (long most : MOST) {
          L layout = layouts.of(encoding, most);
          List<String> expected = read(file, layout, whole(file), plan, opener, WIDE);
          for (int window : WINDOWS) {
            String why = encoding + ", at most " + most + ", window " + window + ", " + newline;
            assertEquals(expected, read(file, layout, whole(file), plan, opener, window), why);
            for (long at = 1; split == Split.EVERYWHERE && at < file.size(); at++) {
              List<ByteRange> halves =
                  List.of(
                      new ByteRange(0, 0, 0, at, true, 0, false),
                      new ByteRange(0, 1, at, file.size(), false, -1, true));
              assertEquals(
                  expected,
                  read(file, layout, halves, plan, opener, window),
                  why + ", split at " + at);
            }
          }
        }
      }
    }
  }

  /** Records longer than what is kept of them, in windows about as large as that. */
  public static <L extends FileLayout> void assertSameOfHuge(
      List<String> lines, ReadPlan plan, Layouts<L> layouts, Opener<L> opener) throws IOException {
    int raw = Reject.MAX_RAW_BYTES;
    for (String newline : NEWLINES) {
      MemoryObject file = MemoryObject.of(String.join(newline, lines));
      for (long most : new long[] {4, raw - 1, raw, raw + 1}) {
        L layout = layouts.of("UTF-8", most);
        List<String> expected = read(file, layout, whole(file), plan, opener, WIDE);
        for (int window : new int[] {64, 1000, raw - 1, raw, raw + 1, raw + 2, raw + 3}) {
          String why = "at most " + most + ", window " + window;
          assertEquals(expected, read(file, layout, whole(file), plan, opener, window), why);
        }
      }
    }
  }

  private static List<ByteRange> whole(ObjectSource file) {
    return List.of(new ByteRange(0, 0, 0, file.size(), true, 0, true));
  }

  /** A string a row or reject, and at last the sums. */
  private static <L extends FileLayout> List<String> read(
      ObjectSource file,
      L layout,
      List<ByteRange> ranges,
      ReadPlan plan,
      Opener<L> opener,
      int window)
      throws IOException {
    List<String> rows = new ArrayList<>();
    List<String> rejects = new ArrayList<>();
    long records = 0;
    long skipped = 0;
    for (ByteRange range : ranges) {
      try (BatchReader reader = opener.open(file, layout, range, plan, window)) {
        for (ReadBatch batch = reader.next(); batch != null; batch = reader.next()) {
          for (int row = 0; row < batch.rows().rowCount(); row++) {
            StringBuilder text = new StringBuilder();
            for (Column column : batch.rows().columns()) {
              text.append(CsvReading.value(column, row)).append('|');
            }
            rows.add(text.toString());
          }
          for (Reject reject : batch.rejects()) {
            rejects.add(CsvReading.told(reject) + " (" + reject.message() + ")");
          }
          records += batch.records();
          skipped += batch.skipped();
        }
      }
    }
    rows.addAll(rejects);
    rows.add(records + " records, " + skipped + " skipped");
    return rows;
  }

  /** What a reader of the whole file rejects, in full. */
  public static <L extends FileLayout> List<String> rejects(
      String text, L layout, ReadPlan plan, Opener<L> opener, int window) throws IOException {
    MemoryObject file = MemoryObject.of(text);
    return read(file, layout, whole(file), plan, opener, window).stream()
        .filter(told -> told.contains("+"))
        .toList();
  }
}
