package io.sluice.ingest.transform.value;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.column.StructColumn;
import java.util.List;
import java.util.function.IntFunction;

/** Lists as {@code [a, b]}, maps as {@code {k -> v}}, structs as {@code {a, b}}, as Spark SQL. */
final class NestedText implements IntFunction<String> {
  private final Column column;
  private final List<IntFunction<String>> parts;
  private final List<Column> children;

  NestedText(Column column) {
    this.column = column;
    if (column instanceof StructColumn struct) {
      children = struct.members();
    } else if (column instanceof ListColumn list) {
      children = list.children();
    } else {
      children = ((MapColumn) column).children();
    }
    parts = children.stream().map(ValueText::strings).toList();
  }

  @Override
  public String apply(int row) {
    StringBuilder text = new StringBuilder();
    if (column instanceof StructColumn) {
      text.append('{');
      for (int i = 0; i < children.size(); i++) {
        text.append(i == 0 ? "" : ", ").append(part(i, row));
      }
      return text.append('}').toString();
    }
    if (column instanceof ListColumn list) {
      text.append('[');
      for (int at = list.offsets()[row]; at < list.offsets()[row + 1]; at++) {
        text.append(at == list.offsets()[row] ? "" : ", ").append(part(0, at));
      }
      return text.append(']').toString();
    }
    MapColumn map = (MapColumn) column;
    text.append('{');
    for (int at = map.offsets()[row]; at < map.offsets()[row + 1]; at++) {
      text.append(at == map.offsets()[row] ? "" : ", ").append(part(0, at));
      text.append(" -> ").append(part(1, at));
    }
    return text.append('}').toString();
  }

  private String part(int child, int row) {
    return children.get(child).nulls()[row] ? "null" : parts.get(child).apply(row);
  }
}
