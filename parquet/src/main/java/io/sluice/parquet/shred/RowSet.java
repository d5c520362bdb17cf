package io.sluice.parquet.shred;

/**
 * Some rows of a batch: {@code index[from .. from + count)}, or where there is no index the rows
 * {@code from .. from + count} themselves.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class RowSet {
  private final int[] index;
  private final int from;
  private final int count;

  public RowSet(int[] index, int from, int count) {
    this.index = index;
    this.from = from;
    this.count = count;
  }

  /** Null where the rows lie one after the other. */
  public int[] index() {
    return index;
  }

  public int from() {
    return from;
  }

  public int count() {
    return count;
  }

  public int row(int i) {
    return index == null ? from + i : index[from + i];
  }
}
