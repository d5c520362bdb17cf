package io.sluice.formats.assemble;

import io.sluice.formats.read.FileLayout.Tabular;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import java.util.Arrays;
import java.util.List;

/** Which fields of a table serve which columns, for formats that name the fields of all records. */
public final class NamedFields {
  private final List<String> header;
  private final int[] unknown;
  private final int width;

  public NamedFields(Tabular layout, ReadPlan plan) {
    header = layout.header();
    int fields = header.size();
    boolean[] known = new boolean[fields];
    boolean rescues = false;
    int needed = 0;
    for (ReadColumn column : plan.columns()) {
      rescues |= column.kind() == Kind.RESCUED;
      int field = column.kind() == Kind.FIELD ? fieldOf(column) : -1;
      if (field >= 0) {
        known[field] = true;
        needed = Math.max(needed, field + 1);
      }
    }
    width = rescues ? fields : needed;
    int[] others = new int[fields];
    int count = 0;
    for (int f = 0; f < fields; f++) {
      if (!known[f]) {
        others[count++] = f;
      }
    }
    unknown = Arrays.copyOf(others, count);
  }

  /** How many fields of each record the plan needs; those behind are only counted. */
  public int width() {
    return width;
  }

  /** The fields that no column takes; not to be changed. */
  public int[] unknown() {
    return unknown;
  }

  /**
   * Finds a column's field by its names in turn: first as they are, then without regard to case and
   * spaces; -1 if there is none.
   */
  public int fieldOf(ReadColumn column) {
    for (String name : column.sourceNames()) {
      int field = header.indexOf(name);
      if (field >= 0) {
        return field;
      }
    }
    for (String name : column.sourceNames()) {
      for (int f = 0; f < header.size(); f++) {
        if (header.get(f).strip().equalsIgnoreCase(name.strip())) {
          return f;
        }
      }
    }
    return -1;
  }

  /** What a field is called; one behind those with names by its place. */
  public String name(int field) {
    return field < header.size() ? header.get(field) : "column_" + (field + 1);
  }
}
