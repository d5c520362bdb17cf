package io.sluice.aws.glue;

import io.sluice.catalog.ForeignTableException;
import io.sluice.catalog.FoundTables;
import io.sluice.catalog.FoundTables.Unreadable;
import io.sluice.catalog.Table;
import io.sluice.spec.lake.LakeLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;

/**
 * Many tables of a lake at once. One that the caller may not read, that was moved or damaged, is
 * named with its reason and stands in nobody's way; that Glue cannot be asked at all, does.
 */
final class GlueLookup {
  /** From so many on, a database's tables are read page by page, a hundred with each request. */
  private static final int FEW = 10;

  private final GlueClient client;
  private final LakeLocation lake;
  private final List<Table> tables = new ArrayList<>();
  private final List<Unreadable> unreadable = new ArrayList<>();

  /** For one look. */
  GlueLookup(GlueClient client, LakeLocation lake) {
    this.client = client;
    this.lake = lake;
  }

  /** All of the lake's, in databases that the caller may look into. */
  FoundTables all() {
    for (String database : databases()) {
      // One that is denied is somebody else's, as far as anybody here can know.
      var unused =
          each(
              database,
              table -> {
                if (StoredTable.claims(table, lake)) {
                  take(table);
                }
              });
    }
    return new FoundTables(tables, unreadable);
  }

  private Set<String> databases() {
    try {
      return GlueCalls.call(
          "GetDatabases",
          "all databases",
          () -> {
            Set<String> names = new TreeSet<>();
            client.getDatabasesPaginator(b -> {}).stream()
                .flatMap(page -> page.databaseList().stream())
                .map(Database::name)
                .forEach(names::add);
            return names;
          });
    } catch (GlueCatalogException e) {
      requireDenied(e);
      return Set.of();
    }
  }

  /** Those of these names, each {@code database.table}. */
  FoundTables named(Collection<String> names) {
    Map<String, Set<String>> byDatabase = new TreeMap<>();
    for (String name : names) {
      int dot = name.indexOf('.');
      byDatabase
          .computeIfAbsent(name.substring(0, dot), database -> new TreeSet<>())
          .add(name.substring(dot + 1));
    }
    byDatabase.forEach(
        (database, wanted) -> {
          if (wanted.size() < FEW) {
            wanted.forEach(name -> one(database, name));
          } else {
            many(database, wanted);
          }
        });
    return new FoundTables(tables, unreadable);
  }

  private void one(String database, String name) {
    try {
      take(
          GlueCalls.call(
                  "GetTable",
                  "table " + database + "." + name,
                  () -> client.getTable(b -> b.databaseName(database).name(name)))
              .table());
    } catch (EntityNotFoundException e) {
      // It is not in the catalog.
    } catch (GlueCatalogException e) {
      requireDenied(e);
      unreadable.add(new Unreadable(database + "." + name, e.getMessage()));
    }
  }

  private void many(String database, Set<String> wanted) {
    Set<String> missing = new HashSet<>(wanted);
    String denied =
        each(
            database,
            table -> {
              if (missing.remove(table.name())) {
                take(table);
              }
            });
    if (!denied.isEmpty()) {
      missing.forEach(name -> unreadable.add(new Unreadable(database + "." + name, denied)));
    }
  }

  /** Empty if all were shown; else why not. */
  private String each(
      String database, Consumer<software.amazon.awssdk.services.glue.model.Table> table) {
    try {
      GlueCalls.call(
              "GetTables",
              "database " + database,
              () ->
                  client.getTablesPaginator(b -> b.databaseName(database)).stream()
                      .flatMap(page -> page.tableList().stream())
                      .toList())
          .forEach(table);
    } catch (EntityNotFoundException e) {
      // There is none, or it was dropped meanwhile.
    } catch (GlueCatalogException e) {
      requireDenied(e);
      return e.getMessage();
    }
    return "";
  }

  private void take(software.amazon.awssdk.services.glue.model.Table table) {
    try {
      tables.add(StoredTable.of(table, lake).table());
    } catch (ForeignTableException e) {
      unreadable.add(new Unreadable(table.databaseName() + "." + table.name(), e.getMessage()));
    }
  }

  private static void requireDenied(GlueCatalogException e) {
    if (!(e.getCause() instanceof AccessDeniedException)) {
      throw e;
    }
  }
}
