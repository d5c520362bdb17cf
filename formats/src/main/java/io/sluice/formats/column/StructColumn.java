package io.sluice.formats.column;

import io.sluice.spec.type.DataType.Field;
import io.sluice.spec.type.DataType.StructType;
import java.util.ArrayList;
import java.util.List;

/** Structs: a column for each member, as long as this one; members of a null struct are null. */
public final class StructColumn extends Column {
  private final List<Column> members;

  public StructColumn(StructType type, int capacity) {
    super(type, capacity);
    List<Column> columns = new ArrayList<>();
    for (Field field : type.fields()) {
      columns.add(Columns.create(field.type(), capacity));
    }
    members = List.copyOf(columns);
  }

  /** In the order of the type's fields. */
  public List<Column> members() {
    return members;
  }

  @Override
  public void ensureCapacity(int rows) {
    super.ensureCapacity(rows);
    for (Column member : members) {
      member.ensureCapacity(rows);
    }
  }

  @Override
  public void setSize(int rows) {
    super.setSize(rows);
    for (Column member : members) {
      member.setSize(rows);
    }
  }

  @Override
  public void setNull(int row) {
    super.setNull(row);
    for (Column member : members) {
      member.setNull(row);
    }
  }

  @Override
  public void clear() {
    super.clear();
    for (Column member : members) {
      member.clear();
    }
  }

  @Override
  public void compact(int[] selected, int count) {
    for (Column member : members) {
      member.compact(selected, count);
    }
    super.compact(selected, count);
  }
}
