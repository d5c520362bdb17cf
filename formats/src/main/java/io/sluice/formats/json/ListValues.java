package io.sluice.formats.json;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.spec.type.DataType.ArrayType;

/** Arrays: their elements are parts of one field. */
final class ListValues extends RepeatedValues {
  private final ColumnDecoder decoder;
  private final RowErrors errors = new RowErrors();

  ListValues(ReadColumn column, ArrayType type) {
    super(column, '[', ']', 1);
    decoder = part("", type.element());
  }

  @Override
  int note(byte[] text, int at, int end, int part) {
    return noteValue(text, at, end, part);
  }

  @Override
  void decodeParts(Column out, int count, Owners owners, RowErrors rowErrors) {
    errors.reset(count);
    decoder.decode(parts, 0, ((ListColumn) out).element(), errors);
    handOn(
        errors,
        count,
        (element, inner, to) ->
            to.add(
                owners.row(element),
                name() + "[" + owners.index(element) + "]" + inner.column(element),
                inner.code(element),
                inner.message(element)),
        rowErrors);
  }
}
