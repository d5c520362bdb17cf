package io.sluice.formats.column;

import java.util.List;

/**
 * Some rows of a table, column by column; all columns have {@code rowCount} rows. A reader reuses
 * its batch: what it returned is valid until its next call.
 */
public final class ColumnBatch {
  private final List<Column> columns;
  private int rowCount;

  public ColumnBatch(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  public List<Column> columns() {
    return columns;
  }

  public Column column(int index) {
    return columns.get(index);
  }

  public int rowCount() {
    return rowCount;
  }

  public void setRowCount(int rows) {
    rowCount = rows;
  }

  /** Forgets all rows of all columns. */
  public void clear() {
    for (Column column : columns) {
      column.clear();
    }
    rowCount = 0;
  }

  /** Keeps only the rows {@code selected[0 .. count)}, which ascend. */
  public void compact(int[] selected, int count) {
    for (Column column : columns) {
      column.compact(selected, count);
    }
    rowCount = count;
  }
}
