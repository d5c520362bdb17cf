package io.sluice.formats.json;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.type.DataType.ArrayType;
import java.util.Arrays;

/** Arrays: the elements of all records become one inner table of one field. */
final class ListValues extends NestedValues {
  private final FieldTable elements = new FieldTable(1, 64, JsonUnescaper.INSTANCE);
  private final ColumnDecoder decoder;
  private final RowErrors errors = new RowErrors();

  ListValues(ReadColumn column, ArrayType type) {
    super(column, '[');
    decoder = part("", type.element());
  }

  @Override
  void decodeValues(FieldTable table, int field, Column out, RowErrors rowErrors) {
    int records = table.records();
    ListColumn list = (ListColumn) out;
    boolean[] nulls = out.nulls();
    int[] offsets = list.offsets();
    elements.clear();
    elements.setBuffer(table.buffer());
    offsets[0] = 0;
    for (int row = 0; row < records; row++) {
      int at = row * table.width() + field;
      offsets[row + 1] =
          nulls[row]
              ? offsets[row]
              : addElements(table.buffer(), table.starts()[at], table.ends()[at], offsets[row]);
    }
    int count = offsets[records];
    elements.setRecords(count);
    errors.reset(count);
    decoder.decode(elements, 0, list.element(), errors);
    handOn(
        errors,
        count,
        (element, parts, to) -> {
          int row = owner(offsets, records, element);
          to.add(
              row,
              name() + "[" + (element - offsets[row]) + "]" + parts.column(element),
              parts.code(element),
              parts.message(element));
        },
        rowErrors);
  }

  /** The row that an element belongs to: the last one that begins at or before it. */
  static int owner(int[] offsets, int rows, int element) {
    int at = Arrays.binarySearch(offsets, 0, rows + 1, element + 1);
    int behind = at < 0 ? -at - 1 : at;
    // Empty rows share their offset with the next: the owner's end is the first that lies behind.
    while (behind > 0 && offsets[behind - 1] > element) {
      behind--;
    }
    return behind - 1;
  }

  private int addElements(byte[] text, int start, int end, int first) {
    int count = first;
    int at = JsonScanner.skipSpace(text, start + 1, end);
    while (text[at] != ']') {
      if (count == elements.capacity()) {
        elements.ensureCapacity(count + 1);
      }
      int to = scanner.value(text, at, end, 0);
      byte flags = flags(text[at]);
      int quote = flags & FieldTable.QUOTED;
      elements.starts()[count] = quote != 0 ? at + 1 : at;
      elements.ends()[count] = quote != 0 ? to - 1 : to;
      elements.flags()[count] = flags;
      count++;
      at = JsonScanner.skipSpace(text, to, end);
      if (text[at] == ',') {
        at = JsonScanner.skipSpace(text, at + 1, end);
      }
    }
    return count;
  }
}
