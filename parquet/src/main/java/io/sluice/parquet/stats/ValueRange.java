package io.sluice.parquet.stats;

import io.sluice.parquet.bytes.GrowableBytes;
import org.apache.parquet.format.Type;

/**
 * The least and greatest of a page's words, understood as one of Parquet's number types.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public abstract sealed class ValueRange {
  public abstract void add(long[] words, int from, int count);

  /** Hands over what was found, and forgets it. */
  public abstract void drainTo(PageRange range);

  public static ValueRange of(Type physical) {
    return switch (physical) {
      case INT32 -> new Integers(Integer.BYTES);
      case INT64 -> new Integers(Long.BYTES);
      case FLOAT -> new Floats();
      case DOUBLE -> new Doubles();
      default -> throw new IllegalArgumentException(physical + " is not a number");
    };
  }

  private static byte[] bytes(long word, int width) {
    byte[] bytes = new byte[width];
    if (width == Long.BYTES) {
      GrowableBytes.LONG.set(bytes, 0, word);
    } else {
      GrowableBytes.INT.set(bytes, 0, (int) word);
    }
    return bytes;
  }

  /** Signed integers. */
  private static final class Integers extends ValueRange {
    private final int width;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    Integers(int width) {
      this.width = width;
    }

    @Override
    public void add(long[] words, int from, int count) {
      long least = min;
      long greatest = max;
      for (int i = from; i < from + count; i++) {
        least = Math.min(least, words[i]);
        greatest = Math.max(greatest, words[i]);
      }
      min = least;
      max = greatest;
    }

    @Override
    public void drainTo(PageRange range) {
      if (min <= max) {
        range.min = bytes(min, width);
        range.max = bytes(max, width);
      }
      min = Long.MAX_VALUE;
      max = Long.MIN_VALUE;
    }
  }

  /**
   * Floating point. NaN is noted, and left out; a zero bound is written so that it covers both
   * zeros, as the Parquet format asks. A float is the same number as a double, so the bounds of
   * both are kept as doubles.
   */
  private abstract static sealed class FloatingPoint extends ValueRange {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    boolean nan;

    /** A bound as the file has it. */
    abstract byte[] bytes(double bound);

    @Override
    public final void drainTo(PageRange range) {
      if (min <= max) {
        range.min = bytes(min == 0 ? -0.0 : min);
        range.max = bytes(max == 0 ? 0.0 : max);
      }
      range.nan = nan;
      min = Double.POSITIVE_INFINITY;
      max = Double.NEGATIVE_INFINITY;
      nan = false;
    }
  }

  private static final class Doubles extends FloatingPoint {
    @Override
    public void add(long[] words, int from, int count) {
      double least = min;
      double greatest = max;
      boolean anyNan = nan;
      for (int i = from; i < from + count; i++) {
        double value = Double.longBitsToDouble(words[i]);
        least = value < least ? value : least;
        greatest = value > greatest ? value : greatest;
        anyNan |= Double.isNaN(value);
      }
      min = least;
      max = greatest;
      nan = anyNan;
    }

    @Override
    byte[] bytes(double bound) {
      return ValueRange.bytes(Double.doubleToRawLongBits(bound), Double.BYTES);
    }
  }

  private static final class Floats extends FloatingPoint {
    @Override
    public void add(long[] words, int from, int count) {
      float least = (float) min;
      float greatest = (float) max;
      boolean anyNan = nan;
      for (int i = from; i < from + count; i++) {
        float value = Float.intBitsToFloat((int) words[i]);
        least = value < least ? value : least;
        greatest = value > greatest ? value : greatest;
        anyNan |= Float.isNaN(value);
      }
      min = least;
      max = greatest;
      nan = anyNan;
    }

    @Override
    byte[] bytes(double bound) {
      return ValueRange.bytes(Float.floatToRawIntBits((float) bound), Float.BYTES);
    }
  }
}
