package io.sluice.formats.json;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.StructColumn;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.type.DataType.Field;
import io.sluice.spec.type.DataType.StructType;
import java.util.List;

/** Objects as structs: members by name; those the struct does not have are passed over. */
final class StructValues extends NestedValues {
  private final FieldTable members;
  private final ObjectTokenizer tokenizer;
  private final ColumnDecoder[] decoders;
  private final int[] slots;
  private final RowErrors errors = new RowErrors();

  StructValues(ReadColumn column, StructType type) {
    super(column, '{');
    List<Field> fields = type.fields();
    ObjectFields wanted = new ObjectFields();
    decoders = new ColumnDecoder[fields.size()];
    slots = new int[fields.size()];
    for (int f = 0; f < fields.size(); f++) {
      slots[f] = wanted.want(List.of(fields.get(f).name()), f);
      decoders[f] = part(fields.get(f).name(), fields.get(f).type());
    }
    members = new FieldTable(fields.size(), 16, JsonUnescaper.INSTANCE);
    tokenizer = new ObjectTokenizer(wanted, fields.size(), null);
  }

  @Override
  void decodeValues(FieldTable table, int field, Column out, RowErrors rowErrors) {
    int records = table.records();
    byte[] text = table.buffer();
    boolean[] nulls = out.nulls();
    members.clear();
    members.ensureCapacity(records);
    members.setBuffer(text);
    tokenizer.writeTo(members);
    for (int row = 0; row < records; row++) {
      tokenizer.blank(row);
      if (!nulls[row]) {
        int at = row * table.width() + field;
        tokenizer.object(text, table.starts()[at] + 1, table.ends()[at], row);
      }
    }
    members.setRecords(records);
    errors.reset(records);
    List<Column> columns = ((StructColumn) out).members();
    for (int f = 0; f < decoders.length; f++) {
      decoders[f].decode(members, slots[f], columns.get(f), errors);
    }
    handOn(
        errors,
        records,
        (row, parts, to) ->
            to.add(row, name() + "." + parts.column(row), parts.code(row), parts.message(row)),
        rowErrors);
  }
}
