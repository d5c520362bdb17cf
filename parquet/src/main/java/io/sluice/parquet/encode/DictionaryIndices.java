package io.sluice.parquet.encode;

import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.bytes.RunLengthEncoder;
import java.util.Arrays;

/** The dictionary indices of the page being filled. */
final class DictionaryIndices {
  private int[] indices = new int[256];
  private int count;
  private long total;

  /** Makes room for {@code more}; returns the array, to be filled from {@link #count()}. */
  int[] reserve(int more) {
    if (count + more > indices.length) {
      indices = Arrays.copyOf(indices, Math.max(count + more, indices.length * 2));
    }
    return indices;
  }

  void added(int more) {
    count += more;
    total += more;
  }

  int[] array() {
    return indices;
  }

  int count() {
    return count;
  }

  /** Of all pages. */
  long total() {
    return total;
  }

  int encodedSize(int entries) {
    return (int) (((long) count * RunLengthEncoder.bitWidth(Math.max(0, entries - 1))) >> 3);
  }

  void appendTo(GrowableBytes out, int entries) {
    int bitWidth = RunLengthEncoder.bitWidth(entries - 1);
    out.write(bitWidth);
    RunLengthEncoder.encode(indices, count, bitWidth, out);
  }

  void drainTo(GrowableBytes out, int entries) {
    appendTo(out, entries);
    count = 0;
  }

  long allocated() {
    return indices.length * (long) Integer.BYTES;
  }
}
