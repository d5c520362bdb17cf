package io.sluice.formats.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.token.FieldTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A record's fields as texts. */
public final class Cells {
  private Cells() {}

  /** The fields that are complete, of those that the table keeps. */
  public static List<String> of(FieldTable table, int record) {
    List<String> cells = new ArrayList<>();
    int kept = Math.min(table.fieldCounts()[record], table.width());
    for (int field = 0; field < kept; field++) {
      cells.add(text(table, record * table.width() + field));
    }
    return cells;
  }

  /** All fields that the table has room for, as far as they go: of one that is not there, "". */
  public static List<String> all(FieldTable table, int record) {
    List<String> cells = new ArrayList<>();
    for (int field = 0; field < table.width(); field++) {
      int at = record * table.width() + field;
      cells.add((table.flags()[at] & FieldTable.MISSING) != 0 ? "" : text(table, at));
    }
    return cells;
  }

  private static String text(FieldTable table, int at) {
    byte[] bytes = Arrays.copyOfRange(table.buffer(), table.starts()[at], table.ends()[at]);
    int length = bytes.length;
    if ((table.flags()[at] & FieldTable.ESCAPED) != 0) {
      byte[] unescaped = new byte[length];
      int written = table.unescaper().unescape(bytes, 0, length, unescaped);
      length = written < 0 ? length : written;
      bytes = written < 0 ? bytes : unescaped;
    }
    return new String(bytes, 0, length, UTF_8);
  }
}
