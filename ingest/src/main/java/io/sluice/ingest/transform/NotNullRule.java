package io.sluice.ingest.transform;

import io.sluice.formats.column.Column;
import java.util.List;

/** Columns that are never null. */
record NotNullRule(List<Field> columns) implements RowRule {
  private static final long serialVersionUID = 1;

  @Override
  public Test over(Column[] slots) {
    boolean[][] nulls =
        columns.stream().map(column -> slots[column.slot()].nulls()).toArray(boolean[][]::new);
    return new Test() {
      @Override
      public boolean isBroken(int row) {
        for (boolean[] column : nulls) {
          if (column[row]) {
            return true;
          }
        }
        return false;
      }

      @Override
      public String column(int row) {
        int first = 0;
        while (!nulls[first][row]) {
          first++;
        }
        return columns.get(first).name();
      }

      @Override
      public String message(int row) {
        return "the value is null";
      }
    };
  }
}
