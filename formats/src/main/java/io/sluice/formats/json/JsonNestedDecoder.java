package io.sluice.formats.json;

import io.sluice.formats.column.Column;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.token.FieldTable;

/**
 * Decodes JSON objects and arrays into struct, array and map columns. Nested values are tables of
 * their own: the members or elements of all records of a batch become the fields of one inner
 * table, which is decoded column by column like the outer one, however deep. An error inside
 * rejects the record; its message begins with the path that leads there.
 */
final class JsonNestedDecoder implements ColumnDecoder {
  private final ReadColumn column;
  private final NestedValues values;
  private final RowErrors inner = new RowErrors();

  /**
   * @throws IllegalArgumentException if the column's rules make no sense for a nested type
   */
  JsonNestedDecoder(ReadColumn column) {
    if (column.rules().defaultValue().isPresent()) {
      throw new IllegalArgumentException(
          "the default of column "
              + column.name()
              + ": a "
              + column.type().ddl()
              + " cannot have one; leave it out");
    }
    this.column = column;
    values = NestedValues.create(column);
  }

  @Override
  public void decode(FieldTable table, int field, Column out, RowErrors errors) {
    int records = table.records();
    inner.reset(records);
    values.decode(table, field, out, inner);
    if (inner.count() == 0) {
      return;
    }
    if (column.onBadValue() == OnBadValue.NULL && column.nullable()) {
      decodeWithoutBadValues(table, field, out);
      return;
    }
    for (int record = 0; record < records; record++) {
      if (inner.has(record)) {
        String path = inner.column(record);
        errors.add(
            record,
            column.name(),
            inner.code(record),
            (path.equals(column.name()) ? "" : path + ": ") + inner.message(record));
      }
    }
  }

  /** A value with an error anywhere in it is null as a whole: nothing of it is lost unnoticed. */
  private void decodeWithoutBadValues(FieldTable table, int field, Column out) {
    byte[] flags = table.flags();
    byte[] before = flags.clone();
    for (int record = 0; record < table.records(); record++) {
      if (inner.has(record)) {
        flags[record * table.width() + field] = FieldTable.NULL;
      }
    }
    out.clear();
    inner.reset(table.records());
    values.decode(table, field, out, inner);
    // What the value was is still to be told, in the column of rescued values.
    System.arraycopy(before, 0, flags, 0, before.length);
  }
}
