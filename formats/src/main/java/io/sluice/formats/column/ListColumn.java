package io.sluice.formats.column;

import io.sluice.spec.type.DataType.ArrayType;
import java.util.List;

/** Arrays: their elements are the rows of one child column. */
public final class ListColumn extends RepeatedColumn {
  public ListColumn(ArrayType type, int capacity) {
    super(type, capacity, List.of(Columns.create(type.element(), capacity)));
  }

  public Column element() {
    return children().get(0);
  }
}
