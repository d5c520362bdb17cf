package io.sluice.ingest.table;

import io.sluice.catalog.ForeignTableException;
import io.sluice.catalog.Table;
import io.sluice.ingest.lake.Lake;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a lake's tables lie. A table takes a place while it is in the catalog, while it has live
 * files, and while a run into it is not over. One that was dropped, or of which no run ever
 * succeeded, takes none, though the ledger knows its name for ever.
 */
final class TablePlaces {
  private final Lake lake;
  private final List<RunRecord> unfinished;

  TablePlaces(Lake lake) {
    this.lake = lake;
    this.unfinished = lake.ledger().unfinished();
  }

  /** Names of tables that may take a place; by the ledger: a catalog may be a whole account's. */
  List<String> tables() {
    return lake.ledger().tables();
  }

  /**
   * The locations that a table takes: as a rule one, none if there is no such table.
   *
   * @param table {@code database.table}
   */
  Set<String> of(String table) {
    Set<String> places = new LinkedHashSet<>();
    inCatalog(table).map(Table::location).ifPresent(places::add);
    unfinished.stream()
        .filter(run -> run.table().equals(table))
        .map(RunRecord::location)
        .forEach(places::add);
    if (places.isEmpty()) {
      ofLiveFiles(table).ifPresent(places::add);
    }
    return places;
  }

  private Optional<Table> inCatalog(String table) {
    int dot = table.indexOf('.');
    try {
      return lake.catalog().table(table.substring(0, dot), table.substring(dot + 1));
    } catch (ForeignTableException | IllegalArgumentException e) {
      // Not this lake's, or of a name that no table has.
      return Optional.empty();
    }
  }

  /** Of a table that was lost from the catalog: where the run put them that is the last of them. */
  private Optional<String> ofLiveFiles(String table) {
    for (Kind kind : Kind.values()) {
      List<LiveFile> live = lake.ledger().liveFiles(table, kind);
      if (!live.isEmpty()) {
        return lake.ledger().runsByPrefix(live.get(live.size() - 1).runId(), 1).stream()
            .findFirst()
            .map(RunRecord::location);
      }
    }
    return Optional.empty();
  }
}
