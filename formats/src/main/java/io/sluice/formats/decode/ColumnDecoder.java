package io.sluice.formats.decode;

import io.sluice.formats.column.Column;
import io.sluice.formats.token.FieldTable;

/** Understands one field of every record of a table as values of one type. Not thread-safe. */
public interface ColumnDecoder {
  /**
   * Decodes field {@code field} of all records into rows {@code 0 .. table.records()} of {@code
   * out}, which is empty on entry and full on return. A value that does not parse becomes null and,
   * unless bad values are null by rule, is reported to {@code errors}; the caller later drops such
   * rows.
   *
   * @param field the field's place in the table; -1: the file does not carry it (default or null)
   */
  void decode(FieldTable table, int field, Column out, RowErrors errors);
}
