package io.sluice.parquet.shred;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.column.StructColumn;

/**
 * How many rows of a batch are encoded together.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class Pieces {
  /** What they touch should stay in the processor's cache. */
  private static final int MOST_ROWS = 4096;

  /** Fewer where values are large, so that pages stay near their size. */
  private static final int MOST_BYTES = 1 << 20;

  private final ColumnBatch batch;
  private final int rows;
  private final int longest;

  public Pieces(ColumnBatch batch) {
    this.batch = batch;
    this.rows = rowsOf(batch);
    this.longest = longestOf(batch);
  }

  /** At most. */
  public int rows() {
    return rows;
  }

  /** The column, not nested, with the most bytes of variable length; -1: there is none. */
  public int longest() {
    return longest;
  }

  /**
   * How many of the {@code most} rows from {@code from} on it takes until the longest column's page
   * is full: it should end just there. Codecs work in blocks of which a page size is a multiple,
   * and with a little more a page would end in a block that is nearly empty.
   *
   * @param room what is missing to a full page
   */
  public int untilFull(int from, int most, long room) {
    if (longest < 0 || room == Long.MAX_VALUE) {
      return most;
    }
    int[] offsets = ((BytesColumn) batch.column(longest)).offsets();
    int enough = 1;
    int notMore = most;
    while (enough < notMore) {
      int count = (enough + notMore) >>> 1;
      if (offsets[from + count] - offsets[from] + (long) count * Integer.BYTES < room) {
        enough = count + 1;
      } else {
        notMore = count;
      }
    }
    return enough;
  }

  private static int longestOf(ColumnBatch batch) {
    int longest = -1;
    int bytes = 0;
    for (int i = 0; i < batch.columns().size(); i++) {
      if (batch.column(i) instanceof BytesColumn column
          && column.offsets()[batch.rowCount()] > bytes) {
        longest = i;
        bytes = column.offsets()[batch.rowCount()];
      }
    }
    return longest;
  }

  private static int rowsOf(ColumnBatch batch) {
    long largest = 0;
    for (Column column : batch.columns()) {
      largest = Math.max(largest, bytes(column, batch.rowCount()));
    }
    if (largest <= MOST_BYTES) {
      return MOST_ROWS;
    }
    long rows = (long) MOST_BYTES * batch.rowCount() / largest;
    return (int) Math.max(1, Math.min(MOST_ROWS, rows));
  }

  /** Bytes of the largest Parquet column of variable length in the first rows. */
  private static long bytes(Column column, int rows) {
    if (column instanceof BytesColumn bytes) {
      return bytes.offsets()[rows];
    } else if (column instanceof ListColumn list) {
      return bytes(list.element(), list.offsets()[rows]);
    } else if (column instanceof MapColumn map) {
      int entries = map.offsets()[rows];
      return Math.max(bytes(map.key(), entries), bytes(map.value(), entries));
    } else if (column instanceof StructColumn struct) {
      long largest = 0;
      for (Column member : struct.members()) {
        largest = Math.max(largest, bytes(member, rows));
      }
      return largest;
    }
    return 0;
  }
}
