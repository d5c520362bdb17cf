package io.sluice.formats.split;

import io.sluice.formats.csv.CsvFiles;
import io.sluice.formats.csv.CsvSplits;
import io.sluice.formats.fixed.FixedFiles;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.TextUnit;
import io.sluice.formats.text.TextRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts files into ranges that can be read independently: together they give the same records as the
 * whole file, whatever the file holds. The safe answer is one range.
 */
public final class SplitPlanner {
  private SplitPlanner() {}

  /**
   * The ranges of a file, in order, covering it.
   *
   * @param targetBytes the size a range should have; what is smaller is not cut
   * @throws io.sluice.formats.read.ReadException if the file must be read to be cut, and cannot be
   */
  public static List<ByteRange> plan(
      FileLayout layout, ObjectSource source, int fileIndex, long targetBytes, Cuts how)
      throws IOException {
    long[] cuts = cuts(layout, source.size(), targetBytes);
    if (cuts.length == 0) {
      return List.of(new ByteRange(fileIndex, 0, 0, source.size(), true, 0, true));
    }
    if (layout instanceof FileLayout.Csv csv && CsvSplits.quotesLines(csv)) {
      return switch (how) {
        case PROVEN -> CsvSplits.exact(source, csv, fileIndex, cuts);
        case GUESSED -> CsvSplits.guessed(source, csv, fileIndex, cuts);
      };
    }
    long dataStart = dataStart(layout, source);
    long[] behind = Arrays.stream(cuts).filter(cut -> cut > dataStart).toArray();
    return atLines(source, fileIndex, behind);
  }

  /**
   * Cuts a file again near where it was cut by guesses; proven this time.
   *
   * @param ranges all of the file, in order
   * @return as many ranges, or fewer where no record begins between two cuts
   * @throws io.sluice.formats.read.ReadException if the file cannot be read
   */
  public static List<ByteRange> proven(
      FileLayout layout, ObjectSource source, List<ByteRange> ranges) throws IOException {
    if (ranges.stream().noneMatch(ByteRange::guessed)) {
      return ranges;
    }
    long[] cuts = ranges.stream().skip(1).mapToLong(ByteRange::start).toArray();
    return CsvSplits.exact(source, (FileLayout.Csv) layout, ranges.get(0).fileIndex(), cuts);
  }

  /** Behind what stands before the first record: a range must not take that for records. */
  private static long dataStart(FileLayout layout, ObjectSource source) throws IOException {
    boolean preceded =
        layout instanceof FileLayout.Tabular lines && (lines.hasHeader() || lines.skipLines() > 0);
    if (preceded && layout instanceof FileLayout.Csv csv) {
      return CsvFiles.dataStart(source, csv);
    }
    if (preceded && layout instanceof FileLayout.FixedWidth fixed) {
      return FixedFiles.dataStart(source, fixed);
    }
    return layout.dataStart();
  }

  /** Ranges whose readers find their first record themselves, behind the next line end. */
  private static List<ByteRange> atLines(ObjectSource source, int fileIndex, long[] cuts) {
    List<ByteRange> ranges = new ArrayList<>();
    long start = 0;
    for (long cut : cuts) {
      ranges.add(range(fileIndex, ranges.size(), start, cut, false));
      start = cut;
    }
    ranges.add(range(fileIndex, ranges.size(), start, source.size(), true));
    return ranges;
  }

  private static ByteRange range(int file, int index, long start, long end, boolean last) {
    boolean first = index == 0;
    return new ByteRange(file, index, start, end, first, first ? 0 : -1, last);
  }

  /** Places that cut the data in equal pieces of at most about the target, between units. */
  private static long[] cuts(FileLayout layout, long size, long targetBytes) {
    if (targetBytes < 1) {
      throw new IllegalArgumentException("targetBytes must be at least 1, but is " + targetBytes);
    }
    Optional<TextUnit> unit = TextUnit.of(layout.compression(), layout.encoding());
    if (unit.isEmpty() || !TextRange.whyWhole(layout).isEmpty()) {
      return new long[0];
    }
    long dataStart = layout.dataStart();
    long data = Math.max(0, size - dataStart);
    long pieces = Math.max(1, data / targetBytes + (data % targetBytes == 0 ? 0 : 1));
    long[] cuts = new long[Math.toIntExact(pieces - 1)];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = unit.get().align(dataStart + Math.round((double) data * (i + 1) / pieces));
    }
    return Arrays.stream(cuts)
        .filter(cut -> cut > TextUnit.MOST_MARK_BYTES && cut < size)
        .distinct()
        .toArray();
  }
}
