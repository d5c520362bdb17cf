package io.sluice.formats.json;

import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.SourceNames;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which slot of the table each column of a plan is read from. A column has one slot for each of its
 * possible names, and two for a name with dots: the key spelled so, and the path through objects.
 * Where there are several, the first that a record carries is copied into a slot of the column's
 * own.
 */
final class JsonFields {
  private static final int NO_SLOT = -1;

  private final ObjectFields wanted = new ObjectFields();
  private final List<ReadColumn> columns;
  private final int[] slotOf;
  private final int[][] choices;
  private int width;

  JsonFields(List<ReadColumn> columns) {
    this.columns = columns;
    slotOf = new int[columns.size()];
    choices = new int[columns.size()][];
    for (int c = 0; c < columns.size(); c++) {
      slotOf[c] = NO_SLOT;
      if (columns.get(c).kind() == ReadColumn.Kind.FIELD) {
        choices[c] = choices(columns.get(c));
      }
    }
    for (int c = 0; c < columns.size(); c++) {
      if (choices[c] != null) {
        slotOf[c] = choices[c].length == 1 ? choices[c][0] : width++;
      }
    }
  }

  private int[] choices(ReadColumn column) {
    List<Integer> slots = new ArrayList<>();
    for (String name : column.sourceNames()) {
      slots.add(want(List.of(SourceNames.literal(name))));
      List<String> path = Arrays.asList(name.split("\\.", -1));
      if (path.size() > 1 && !path.contains("") && !SourceNames.isLiteral(name)) {
        slots.add(want(path));
      }
    }
    return slots.stream().mapToInt(Integer::intValue).toArray();
  }

  private int want(List<String> path) {
    int slot = wanted.want(path, width);
    width = Math.max(width, slot + 1);
    return slot;
  }

  ObjectFields wanted() {
    return wanted;
  }

  /** Slots of a row. */
  int width() {
    return width;
  }

  /** The slot of column {@code column} once {@link #choose} has run; -1 if it is no field. */
  int slot(int column) {
    return slotOf[column];
  }

  /** The slots that a column may be read from, the first of them that a record has. */
  int[] candidates(int column) {
    return choices[column];
  }

  /** What a column that is read from a slot is called in the file. */
  String name(int slot) {
    for (int c = 0; c < slotOf.length; c++) {
      if (slotOf[c] == slot) {
        return columns.get(c).sourceNames().get(0);
      }
    }
    throw new IllegalArgumentException("no column is read from slot " + slot);
  }

  /** Fills the slots of the columns that have several names, for all records of the table. */
  void choose(FieldTable table, RowErrors errors) {
    for (int c = 0; c < choices.length; c++) {
      if (choices[c] != null && choices[c].length > 1) {
        choose(table, c, errors);
      }
    }
  }

  private void choose(FieldTable table, int c, RowErrors errors) {
    int[] candidates = choices[c];
    int[] starts = table.starts();
    int[] ends = table.ends();
    byte[] flags = table.flags();
    for (int record = 0; record < table.records(); record++) {
      int row = record * table.width();
      int target = row + slotOf[c];
      boolean blocked = false;
      flags[target] = FieldTable.MISSING;
      for (int candidate : candidates) {
        int at = row + candidate;
        if ((flags[at] & FieldTable.MISSING) == 0) {
          starts[target] = starts[at];
          ends[target] = ends[at];
          flags[target] = flags[at];
          blocked = false;
          break;
        }
        blocked |= flags[at] == ObjectTokenizer.BLOCKED;
      }
      if (blocked && columns.get(c).onBadValue() == OnBadValue.REJECT) {
        errors.add(
            record,
            columns.get(c).name(),
            RejectCode.WRONG_JSON_TYPE,
            "a part of the path "
                + String.join(" or ", columns.get(c).sourceNames())
                + " is not an object");
      }
    }
  }
}
