package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.assemble.RescuedFields;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.ArrayType;
import io.sluice.spec.type.DataType.Field;
import io.sluice.spec.type.DataType.MapType;
import io.sluice.spec.type.DataType.StructType;

/** Finds the members of nested values that their struct does not have, to be rescued. */
final class UnknownMembers {
  private final JsonScanner scanner = new JsonScanner();

  /**
   * Adds what a value holds besides its type's members, each by its path.
   *
   * @param b holds the value, which is well-formed, from {@code start} to {@code end}
   */
  void add(DataType type, String path, byte[] b, int start, int end, RescuedFields to) {
    int at = JsonScanner.skipSpace(b, start, end);
    if (at >= end) {
      return;
    }
    if (b[at] == '{' && (type instanceof StructType || type instanceof MapType)) {
      object(type, path, b, at + 1, end, to);
    } else if (b[at] == '[' && type instanceof ArrayType array && array.element().nested()) {
      array(array.element(), path, b, at + 1, end, to);
    }
  }

  private void object(
      DataType type, String path, byte[] b, int position, int end, RescuedFields to) {
    int at = JsonScanner.skipSpace(b, position, end);
    while (b[at] != '}') {
      int keyEnd = scanner.string(b, at + 1, end);
      String key = text(b, at + 1, keyEnd);
      int value = scanner.colon(b, keyEnd + 1, end);
      int after = scanner.value(b, value, end, 0);
      String place = path + "." + key;
      if (type instanceof StructType struct) {
        Field field = member(struct, key);
        if (field == null) {
          to.addJson(place, b, value, after);
        } else if (field.type().nested()) {
          add(field.type(), place, b, value, after, to);
        }
      } else if (type instanceof MapType map && map.value().nested()) {
        add(map.value(), place, b, value, after, to);
      }
      at = JsonScanner.skipSpace(b, after, end);
      at = b[at] == ',' ? JsonScanner.skipSpace(b, at + 1, end) : at;
    }
  }

  private void array(
      DataType element, String path, byte[] b, int position, int end, RescuedFields to) {
    int at = JsonScanner.skipSpace(b, position, end);
    for (int i = 0; b[at] != ']'; i++) {
      int after = scanner.value(b, at, end, 0);
      add(element, path + "[" + i + "]", b, at, after, to);
      at = JsonScanner.skipSpace(b, after, end);
      at = b[at] == ',' ? JsonScanner.skipSpace(b, at + 1, end) : at;
    }
  }

  private static Field member(StructType struct, String key) {
    for (Field field : struct.fields()) {
      if (field.name().strip().equalsIgnoreCase(key.strip())) {
        return field;
      }
    }
    return null;
  }

  private static String text(byte[] b, int start, int end) {
    byte[] text = new byte[end - start];
    int length = JsonUnescaper.INSTANCE.unescape(b, start, end, text);
    return new String(text, 0, length, UTF_8);
  }
}
