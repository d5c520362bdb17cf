package io.sluice.formats.split;

import io.sluice.formats.read.ByteRange;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Proves guessed splits by what was read. The first range of a file begins rightly. A reader that
 * begins rightly ends where a record begins; if the next range was said to begin just there, it
 * began rightly, too, and so on to the file's end.
 */
public final class RangeChain {
  private RangeChain() {}

  /**
   * Whether all ranges of a file began at records, as they said.
   *
   * @param ranges all of the file, in order; those after the first begin after the header
   * @param end where the reader of a range ended ({@code BatchReader.position()} after its last
   *     batch); negative if it did not come to its end
   */
  public static boolean holds(List<ByteRange> ranges, ToLongFunction<ByteRange> end) {
    for (int i = 1; i < ranges.size(); i++) {
      ByteRange range = ranges.get(i);
      if (range.guessed() && end.applyAsLong(ranges.get(i - 1)) != range.start()) {
        return false;
      }
    }
    return true;
  }
}
