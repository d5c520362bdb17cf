package io.sluice.parquet.stats;

import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.schema.ValueOrder;
import java.util.Arrays;

/**
 * The least and greatest of a page's byte strings. Most values are told by their first 8 bytes.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class BytesRange {
  private final boolean signed;
  private final GrowableBytes min = new GrowableBytes(16);
  private final GrowableBytes max = new GrowableBytes(16);
  private long minPrefix;
  private long maxPrefix;
  private boolean any;

  /**
   * @param order {@link ValueOrder#SIGNED_BYTES} for values of one length of at least 8, else
   *     {@link ValueOrder#UNSIGNED_BYTES}
   */
  public BytesRange(ValueOrder order) {
    signed = order == ValueOrder.SIGNED_BYTES;
  }

  /**
   * Takes some values; value {@code r} is {@code bytes[starts[r] .. starts[r + 1])}.
   *
   * @param rows which values, or null: those from {@code from} on
   */
  public void add(byte[] bytes, int[] starts, int[] rows, int from, int count) {
    int i = 0;
    if (count > 0 && !any) {
      int row = rows == null ? from : rows[from];
      add(bytes, starts[row], starts[row + 1] - starts[row]);
      i = 1;
    }
    long least = minPrefix;
    long greatest = maxPrefix;
    for (; i < count; i++) {
      int row = rows == null ? from + i : rows[from + i];
      int start = starts[row];
      int length = starts[row + 1] - start;
      long prefix = prefix(bytes, start, length);
      if (prefix <= least || prefix >= greatest) {
        add(bytes, start, length);
        least = minPrefix;
        greatest = maxPrefix;
      }
    }
  }

  public void add(byte[] bytes, int start, int length) {
    long prefix = prefix(bytes, start, length);
    if (!any) {
      any = true;
      set(min, bytes, start, length);
      set(max, bytes, start, length);
      minPrefix = prefix;
      maxPrefix = prefix;
      return;
    }
    if (prefix < minPrefix || (prefix == minPrefix && compare(bytes, start, length, min) < 0)) {
      set(min, bytes, start, length);
      minPrefix = prefix;
    }
    if (prefix > maxPrefix || (prefix == maxPrefix && compare(bytes, start, length, max) > 0)) {
      set(max, bytes, start, length);
      maxPrefix = prefix;
    }
  }

  public void drainTo(PageRange range) {
    if (any) {
      range.min = min.toByteArray();
      range.max = max.toByteArray();
    }
    any = false;
  }

  /** Bytes beyond the prefix decide where prefixes are equal, with the sign already in them. */
  private static int compare(byte[] bytes, int start, int length, GrowableBytes bound) {
    return Arrays.compareUnsigned(
        bytes, start, start + length, bound.data(), bound.start(), bound.end());
  }

  private static void set(GrowableBytes bound, byte[] bytes, int start, int length) {
    bound.clear();
    bound.write(bytes, start, length);
  }

  /** The first 8 bytes, missing ones as zero, so that signed comparison gives the order. */
  private long prefix(byte[] bytes, int start, int length) {
    long prefix;
    if (start + Long.BYTES <= bytes.length) {
      prefix = Long.reverseBytes((long) GrowableBytes.LONG.get(bytes, start));
      if (length < Long.BYTES) {
        prefix = length == 0 ? 0 : prefix & (-1L << (64 - 8 * length));
      }
    } else {
      prefix = 0;
      for (int i = 0; i < Math.min(length, Long.BYTES); i++) {
        prefix |= (bytes[start + i] & 0xFFL) << (56 - 8 * i);
      }
    }
    return signed ? prefix : prefix ^ Long.MIN_VALUE;
  }

  public long allocated() {
    return (long) min.capacity() + max.capacity();
  }
}
