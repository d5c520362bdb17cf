package io.sluice.parquet.encode;

import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.bytes.RunLengthEncoder;
import io.sluice.parquet.bytes.Scratch;
import java.util.Arrays;

/**
 * The repetition or definition levels of the page being filled. While all are equal, as in a column
 * without nulls, only their number is kept.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class LevelBuffer {
  private final int bitWidth;
  private int count;
  private byte constant;
  private boolean mixed;
  private byte[] levels = {};

  public LevelBuffer(int maxLevel) {
    bitWidth = RunLengthEncoder.bitWidth(maxLevel);
  }

  public void addRun(int level, int length) {
    if (length == 0) {
      return;
    }
    if (!mixed && (count == 0 || constant == level)) {
      constant = (byte) level;
      count += length;
      return;
    }
    materialize(length);
    Arrays.fill(levels, count, count + length, (byte) level);
    count += length;
  }

  public void add(byte[] from, int length) {
    materialize(length);
    System.arraycopy(from, 0, levels, count, length);
    count += length;
  }

  private void materialize(int more) {
    if (count + more > levels.length) {
      levels = Arrays.copyOf(levels, Math.max(count + more, levels.length * 2));
    }
    if (!mixed) {
      Arrays.fill(levels, 0, count, constant);
      mixed = true;
    }
  }

  /** Appends the levels as a version 1 page wants them, with their length in front, and clears. */
  public void drainTo(GrowableBytes out, Scratch scratch) {
    int lengthAt = out.end();
    out.putInt(0);
    if (mixed) {
      int[] ints = scratch.ints(count);
      byte[] from = levels;
      for (int i = 0; i < count; i++) {
        ints[i] = from[i];
      }
      RunLengthEncoder.encode(ints, count, bitWidth, out);
    } else if (count > 0) {
      RunLengthEncoder.run(constant, count, bitWidth, out);
    }
    GrowableBytes.INT.set(out.data(), lengthAt, out.end() - lengthAt - 4);
    count = 0;
    mixed = false;
  }

  public int allocated() {
    return levels.length;
  }

  /** About how many bytes the levels take in the page. */
  public int size() {
    return mixed ? (int) (((long) count * bitWidth) >> 3) : 8;
  }
}
