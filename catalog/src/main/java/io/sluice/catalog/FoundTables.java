package io.sluice.catalog;

import java.util.Comparator;
import java.util.List;

/**
 * What a look into a catalog found, each by name.
 *
 * @param unreadable what is there and cannot be used
 */
public record FoundTables(List<Table> tables, List<Unreadable> unreadable) {
  /**
   * A table that cannot be used.
   *
   * @param table {@code database.table}
   * @param why and what to do, for people
   */
  public record Unreadable(String table, String why) {}

  public FoundTables {
    tables =
        tables.stream()
            .sorted(Comparator.comparing(Table::database).thenComparing(Table::name))
            .toList();
    unreadable = unreadable.stream().sorted(Comparator.comparing(Unreadable::table)).toList();
  }
}
