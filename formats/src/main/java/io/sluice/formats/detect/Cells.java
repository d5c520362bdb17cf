package io.sluice.formats.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.token.FieldTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A record's fields as texts. */
final class Cells {
  private Cells() {}

  /** The fields that are there, of those that the table keeps. */
  static List<String> of(FieldTable table, int record) {
    List<String> cells = new ArrayList<>();
    int kept = Math.min(table.fieldCounts()[record], table.width());
    for (int field = 0; field < kept; field++) {
      int at = record * table.width() + field;
      byte[] bytes = Arrays.copyOfRange(table.buffer(), table.starts()[at], table.ends()[at]);
      int length = bytes.length;
      if ((table.flags()[at] & FieldTable.ESCAPED) != 0) {
        byte[] plain = new byte[length];
        int written = table.unescaper().unescape(bytes, 0, length, plain);
        length = written < 0 ? length : written;
        bytes = written < 0 ? bytes : plain;
      }
      cells.add(new String(bytes, 0, length, UTF_8));
    }
    return cells;
  }
}
