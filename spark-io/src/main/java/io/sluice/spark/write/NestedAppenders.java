package io.sluice.spark.write;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.column.StructColumn;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;

/** Appenders that have appenders inside. They keep their children's sizes right themselves. */
final class NestedAppenders {
  private NestedAppenders() {}

  /** Members are as long as the struct column: those of a null struct are null. */
  static final class Structs implements ValueAppender {
    private final StructColumn column;
    private final ValueAppender[] members;
    private final InternalRow nulls;

    Structs(StructColumn column) {
      this.column = column;
      this.members =
          column.members().stream().map(ValueAppender::into).toArray(ValueAppender[]::new);
      this.nulls = new GenericInternalRow(members.length);
    }

    @Override
    public void append(SpecializedGetters from, int ordinal, int row) {
      boolean isNull = ValueAppender.isNull(column, from, ordinal, row);
      InternalRow struct = isNull ? nulls : from.getStruct(ordinal, members.length);
      for (int i = 0; i < members.length; i++) {
        members[i].append(struct, i, row);
        column.members().get(i).setSize(row + 1);
      }
    }
  }

  /** Elements of all rows follow one another in the element column. */
  static final class Lists implements ValueAppender {
    private final ListColumn column;
    private final ValueAppender elements;

    Lists(ListColumn column) {
      this.column = column;
      this.elements = ValueAppender.into(column.element());
    }

    @Override
    public void append(SpecializedGetters from, int ordinal, int row) {
      int at = column.offsets()[row];
      if (!ValueAppender.isNull(column, from, ordinal, row)) {
        at = appendAll(from.getArray(ordinal), elements, column.element(), at);
      }
      column.offsets()[row + 1] = at;
    }
  }

  /** Keys and values are two element columns of equal length. */
  static final class Maps implements ValueAppender {
    private final MapColumn column;
    private final ValueAppender keys;
    private final ValueAppender values;

    Maps(MapColumn column) {
      this.column = column;
      this.keys = ValueAppender.into(column.key());
      this.values = ValueAppender.into(column.value());
    }

    @Override
    public void append(SpecializedGetters from, int ordinal, int row) {
      int at = column.offsets()[row];
      if (!ValueAppender.isNull(column, from, ordinal, row)) {
        MapData map = from.getMap(ordinal);
        appendAll(map.keyArray(), keys, column.key(), at);
        at = appendAll(map.valueArray(), values, column.value(), at);
      }
      column.offsets()[row + 1] = at;
    }
  }

  /** Appends the elements after the first {@code at}; returns how many there are then. */
  private static int appendAll(ArrayData elements, ValueAppender appender, Column column, int at) {
    int count = elements.numElements();
    for (int i = 0; i < count; i++) {
      appender.append(elements, i, at + i);
    }
    column.setSize(at + count);
    return at + count;
  }
}
