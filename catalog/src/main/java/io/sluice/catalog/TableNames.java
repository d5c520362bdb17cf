package io.sluice.catalog;

import io.sluice.spec.ColumnSpec;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What names the catalog takes: those that Hive, Glue and Spark agree on. */
public final class TableNames {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,255}");

  private static final int SHOWN_CHARACTERS = 60;

  private TableNames() {}

  /** Refuses a table of which a name would not do, with an {@link IllegalArgumentException}. */
  public static void check(Table table) {
    check("database", table.database());
    check("table", table.name());
    Set<String> seen = new HashSet<>();
    table.columns().forEach(column -> checkColumn(table, column.name(), seen));
    table.partitionKeys().forEach(key -> checkColumn(table, key.name(), seen));
  }

  private static void check(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      String remedy = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
      throw new IllegalArgumentException(
          "The "
              + what
              + " name \""
              + name
              + "\" may contain only a-z, 0-9 and _ (at most 255 of them)"
              + (remedy.isEmpty() ? "" : "; for example \"" + remedy + "\""));
    }
  }

  private static void checkColumn(Table table, String name, Set<String> seen) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "A column of table " + table.qualifiedName() + " has no name");
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > ColumnSpec.MOST_NAME_BYTES) {
      throw new IllegalArgumentException(
          "The name of a column of table "
              + table.qualifiedName()
              + " has "
              + bytes
              + " bytes, and at most "
              + ColumnSpec.MOST_NAME_BYTES
              + " are allowed: \""
              + name.substring(0, SHOWN_CHARACTERS)
              + "…\"; give it a shorter one");
    }
    if (!seen.add(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "Table "
              + table.qualifiedName()
              + " has two columns named \""
              + name
              + "\" (upper and lower case count as the same; partition keys are columns too)");
    }
  }
}
