package io.sluice.ingest.read;

import io.sluice.formats.read.ByteRange;
import java.io.Serializable;
import java.util.Comparator;

/** A byte range of a file of the run. Ordered by file, then by place in the file. */
public record RangeId(int file, int range) implements Serializable, Comparable<RangeId> {
  private static final Comparator<RangeId> ORDER =
      Comparator.comparingInt(RangeId::file).thenComparingInt(RangeId::range);

  public static RangeId of(ByteRange range) {
    return new RangeId(range.fileIndex(), range.rangeIndex());
  }

  @Override
  public int compareTo(RangeId other) {
    return ORDER.compare(this, other);
  }
}
