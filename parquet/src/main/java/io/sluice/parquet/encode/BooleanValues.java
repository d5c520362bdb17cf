package io.sluice.parquet.encode;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.Column;
import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.shred.Slots;
import io.sluice.parquet.stats.PageRange;
import org.apache.parquet.format.Encoding;

/** Booleans: a bit each, least significant first. */
final class BooleanValues extends ValueEncoder {
  private final GrowableBytes bits = new GrowableBytes(64);
  private int count;
  private int trues;

  @Override
  public void add(Column column, Slots slots) {
    boolean[] values = ((BooleanColumn) column).values();
    int[] positions = slots.positions;
    int more = slots.values;
    byte[] data = bits.reserve((more >> 3) + 2);
    int at = count;
    int set = 0;
    for (int i = 0; i < more; i++) {
      int bit = values[positions == null ? slots.from + i : positions[i]] ? 1 : 0;
      int index = at >> 3;
      int shift = at & 7;
      // The first bit of a byte clears what an earlier page left there.
      int old = shift == 0 ? 0 : data[index];
      data[index] = (byte) (old | (bit << shift));
      set += bit;
      at++;
    }
    count = at;
    trues += set;
    bits.setEnd((at + 7) >> 3);
  }

  @Override
  public int pageSize() {
    return bits.size();
  }

  @Override
  public long allocated() {
    return bits.capacity();
  }

  @Override
  public Encoding drainTo(GrowableBytes out, PageRange range) {
    if (count > 0) {
      range.min = new byte[] {(byte) (trues == count ? 1 : 0)};
      range.max = new byte[] {(byte) (trues > 0 ? 1 : 0)};
    }
    out.write(bits);
    bits.clear();
    count = 0;
    trues = 0;
    return Encoding.PLAIN;
  }
}
