package io.sluice.formats.text;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.source.CodeUnit;
import io.sluice.formats.source.ObjectSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Splits text where it may be split at any line end. */
public final class TextSplits {
  private TextSplits() {}

  /**
   * Places that split the data in equal pieces of at most about the target, between code units.
   * None if the file must be read whole ({@link TextRange#whyWhole}).
   *
   * @throws IllegalArgumentException if the target is less than 1
   */
  public static long[] places(FileLayout layout, long size, long targetBytes) {
    if (targetBytes < 1) {
      throw new IllegalArgumentException("targetBytes must be at least 1, but is " + targetBytes);
    }
    Optional<CodeUnit> unit = CodeUnit.of(layout.compression(), layout.encoding());
    if (unit.isEmpty() || !TextRange.whyWhole(layout).isEmpty()) {
      return new long[0];
    }
    long dataStart = layout.dataStart();
    long data = Math.max(0, size - dataStart);
    long pieces = Math.max(1, data / targetBytes + (data % targetBytes == 0 ? 0 : 1));
    long[] places = new long[Math.toIntExact(pieces - 1)];
    for (int i = 0; i < places.length; i++) {
      places[i] = unit.get().align(dataStart + Math.round((double) data * (i + 1) / pieces));
    }
    return Arrays.stream(places)
        .filter(place -> place > CodeUnit.MOST_MARK_BYTES && place < size)
        .distinct()
        .toArray();
  }

  /** Those places that come after the first record's beginning. */
  public static long[] after(long dataStart, long[] places) {
    return Arrays.stream(places).filter(place -> place > dataStart).toArray();
  }

  /**
   * Ranges whose readers find their first record themselves, after the next line end. One range if
   * there are no places.
   */
  public static List<ByteRange> atLines(ObjectSource source, int fileIndex, long[] places) {
    List<ByteRange> ranges = new ArrayList<>();
    long start = 0;
    for (long place : places) {
      ranges.add(range(fileIndex, ranges.size(), start, place, false));
      start = place;
    }
    ranges.add(range(fileIndex, ranges.size(), start, source.size(), true));
    return ranges;
  }

  private static ByteRange range(int file, int index, long start, long end, boolean last) {
    boolean first = index == 0;
    return new ByteRange(file, index, start, end, first, first ? 0 : -1, last);
  }
}
