package io.sluice.parquet;

/**
 * Some rows of a batch: {@code index[from .. from + count)}, or where there is no index the rows
 * {@code from .. from + count} themselves.
 */
final class RowSet {
  private final int[] index;
  private final int from;
  private final int count;

  RowSet(int[] index, int from, int count) {
    this.index = index;
    this.from = from;
    this.count = count;
  }

  /** Null where the rows lie one behind the other. */
  int[] index() {
    return index;
  }

  int from() {
    return from;
  }

  int count() {
    return count;
  }

  int row(int i) {
    return index == null ? from + i : index[from + i];
  }
}
