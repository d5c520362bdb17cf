package io.sluice.formats.tabular;

import io.sluice.formats.format.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes of a header's cells names that are not empty and differ from each other. */
public final class HeaderNames {
  private HeaderNames() {}

  /** Names for records of so many fields without a header: {@code column_1} and on. */
  public static List<String> generated(int fields) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= Math.max(1, fields); i++) {
      names.add("column_" + i);
    }
    return names;
  }

  /** The cells, trimmed; an empty one by its place, a repeated one with {@code _2} and on. */
  public static List<String> of(List<String> cells, Findings findings) {
    Set<String> given = new HashSet<>();
    cells.forEach(cell -> given.add(cell.strip()));
    Set<String> used = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i).strip();
      String name = cell.isEmpty() ? "column_" + (i + 1) : cell;
      if (cell.isEmpty()) {
        findings.evidence("column " + (i + 1) + " has no name: called " + name);
      }
      if (used.contains(name)) {
        String base = name;
        int n = 2;
        // A suffixed name must not take one that another column has of its own.
        while (used.contains(name) || (!name.equals(base) && given.contains(name))) {
          name = base + "_" + n++;
        }
        findings.evidence(
            "column " + (i + 1) + " is called '" + base + "' as one before it: renamed " + name);
      }
      used.add(name);
      names.add(name);
    }
    return names;
  }
}
