package io.sluice.formats.json;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.type.DataType.MapType;
import java.nio.charset.StandardCharsets;

/** Objects as maps: the entries of all records become one inner table, field 0 key, 1 value. */
final class MapValues extends NestedValues {
  private static final int KEY = 0;
  private static final int VALUE = 1;

  private final FieldTable entries = new FieldTable(2, 64, JsonUnescaper.INSTANCE);
  private final ColumnDecoder keys;
  private final ColumnDecoder values;
  private final RowErrors keyErrors = new RowErrors();
  private final RowErrors errors = new RowErrors();

  MapValues(ReadColumn column, MapType type) {
    super(column, '{');
    if (type.key().nested()) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + ": the keys of JSON objects are strings and cannot be read as "
              + type.key().ddl());
    }
    keys = part("", type.key());
    values = part("", type.value());
  }

  @Override
  void decodeValues(FieldTable table, int field, Column out, RowErrors rowErrors) {
    int records = table.records();
    MapColumn map = (MapColumn) out;
    boolean[] nulls = out.nulls();
    int[] offsets = map.offsets();
    entries.clear();
    entries.setBuffer(table.buffer());
    offsets[0] = 0;
    for (int row = 0; row < records; row++) {
      int at = row * table.width() + field;
      offsets[row + 1] =
          nulls[row]
              ? offsets[row]
              : addEntries(table.buffer(), table.starts()[at], table.ends()[at], offsets[row]);
    }
    int count = offsets[records];
    entries.setRecords(count);
    keyErrors.reset(count);
    errors.reset(count);
    keys.decode(entries, KEY, map.key(), keyErrors);
    refuseNullKeys(map.key(), count);
    values.decode(entries, VALUE, map.value(), errors);
    NestedValues.PartPath path =
        (entry, parts, to) -> {
          int row = ListValues.owner(offsets, records, entry);
          to.add(
              row,
              name() + "[\"" + keyText(entry) + "\"]" + parts.column(entry),
              parts.code(entry),
              (parts == keyErrors ? "the key: " : "") + parts.message(entry));
        };
    handOn(keyErrors, count, path, rowErrors);
    handOn(errors, count, path, rowErrors);
  }

  /** A key that does not parse is null by some rules, which no map can hold. */
  private void refuseNullKeys(Column key, int count) {
    for (int entry = 0; entry < count; entry++) {
      if (key.nulls()[entry]) {
        keyErrors.add(
            entry,
            "",
            RejectCode.NULL_NOT_ALLOWED,
            "it means null as " + key.type().ddl() + ", which the key of a map cannot be");
      }
    }
  }

  private String keyText(int entry) {
    int at = entry * 2 + KEY;
    int length = Math.min(60, entries.ends()[at] - entries.starts()[at]);
    return new String(entries.buffer(), entries.starts()[at], length, StandardCharsets.UTF_8);
  }

  private int addEntries(byte[] text, int start, int end, int first) {
    int count = first;
    int at = JsonScanner.skipSpace(text, start + 1, end);
    while (text[at] != '}') {
      if (count == entries.capacity()) {
        entries.ensureCapacity(count + 1);
      }
      int close = scanner.string(text, at + 1, end);
      set(count * 2 + KEY, at + 1, close, flags((byte) '"'));
      at = scanner.colon(text, close + 1, end);
      int to = scanner.value(text, at, end, 0);
      byte flags = flags(text[at]);
      int quote = (flags & FieldTable.QUOTED) != 0 ? 1 : 0;
      set(count * 2 + VALUE, at + quote, to - quote, flags);
      count++;
      at = JsonScanner.skipSpace(text, to, end);
      if (text[at] == ',') {
        at = JsonScanner.skipSpace(text, at + 1, end);
      }
    }
    return count;
  }

  private void set(int at, int start, int end, byte flags) {
    entries.starts()[at] = start;
    entries.ends()[at] = end;
    entries.flags()[at] = flags;
  }
}
