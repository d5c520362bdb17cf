package io.sluice.formats.json;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.reject.RejectCode;
import io.sluice.spec.type.DataType.MapType;
import java.nio.charset.StandardCharsets;

/** Objects as maps: their entries are parts of two fields, key and value. */
final class MapValues extends RepeatedValues {
  private static final int WIDTH = 2;
  private static final int KEY = 0;
  private static final int VALUE = 1;

  private final ColumnDecoder keys;
  private final ColumnDecoder values;
  private final RowErrors keyErrors = new RowErrors();
  private final RowErrors errors = new RowErrors();

  MapValues(ReadColumn column, MapType type) {
    super(column, '{', '}', WIDTH);
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
  int note(byte[] text, int at, int end, int part) {
    int close = scanner.string(text, at + 1, end);
    set(part * WIDTH + KEY, at + 1, close, flags((byte) '"'));
    int value = scanner.colon(text, close + 1, end);
    return noteValue(text, value, end, part * WIDTH + VALUE);
  }

  @Override
  void decodeParts(Column out, int count, Owners owners, RowErrors rowErrors) {
    MapColumn map = (MapColumn) out;
    keyErrors.reset(count);
    errors.reset(count);
    keys.decode(parts, KEY, map.key(), keyErrors);
    refuseNullKeys(map.key(), count);
    values.decode(parts, VALUE, map.value(), errors);
    NestedValues.PartPath path =
        (entry, inner, to) ->
            to.add(
                owners.row(entry),
                name() + "[\"" + keyText(entry) + "\"]" + inner.column(entry),
                inner.code(entry),
                (inner == keyErrors ? "the key: " : "") + inner.message(entry));
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
    int at = entry * WIDTH + KEY;
    int length = Math.min(60, parts.ends()[at] - parts.starts()[at]);
    return new String(parts.buffer(), parts.starts()[at], length, StandardCharsets.UTF_8);
  }
}
