package io.sluice.formats.column;

import io.sluice.spec.type.DataType.MapType;
import java.util.List;

/** Maps: their entries are the rows of a key column and a value column; keys are never null. */
public final class MapColumn extends RepeatedColumn {
  public MapColumn(MapType type, int capacity) {
    super(
        type,
        capacity,
        List.of(Columns.create(type.key(), capacity), Columns.create(type.value(), capacity)));
  }

  public Column key() {
    return children().get(0);
  }

  public Column value() {
    return children().get(1);
  }
}
