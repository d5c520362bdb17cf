package io.sluice.ingest.table;

import io.sluice.catalog.ForeignTableException;
import io.sluice.catalog.Table;
import io.sluice.ingest.lake.Lake;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import java.util.List;
import java.util.Optional;

/**
 * Where a lake's tables lie. A table takes a place while it is in the catalog, while it has live
 * files, and while a run into it is not over. One that was dropped, or of which no run ever
 * succeeded, takes none, though the ledger knows its name for ever.
 */
final class TablePlaces {
  private final Lake lake;

  TablePlaces(Lake lake) {
    this.lake = lake;
  }

  /**
   * Where the table lies that a run is for: by the catalog, or where it was lost from there, by its
   * live files. Empty if there is no such table yet.
   *
   * @param table {@code database.table}
   */
  Optional<String> own(String table) {
    return inCatalog(table)
        .map(Table::location)
        .or(
            () ->
                live(table)
                    .flatMap(file -> lake.ledger().run(file.runId()))
                    .map(RunRecord::location));
  }

  /**
   * Where another table lies, if it is there, or lay, if not: at its last run. By the ledger, since
   * a catalog may be a whole account's, and this run's role may not ask it about all databases.
   */
  Optional<String> last(String table) {
    return lake.ledger().runs(Optional.empty(), Optional.of(table), 1).stream()
        .findFirst()
        .map(RunRecord::location);
  }

  /** Whether there is such a table, or one is being made. */
  boolean isThere(String table) {
    if (lake.ledger().unfinished().stream().anyMatch(run -> run.table().equals(table))
        || live(table).isPresent()) {
      return true;
    }
    try {
      return inCatalog(table).isPresent();
    } catch (RuntimeException e) {
      if (everCommitted(table)) {
        throw e;
      }
      // Why no run succeeded: nobody lets this role ask the catalog about that database.
      return false;
    }
  }

  private boolean everCommitted(String table) {
    return lake.ledger().runs(Optional.empty(), Optional.of(table), Integer.MAX_VALUE).stream()
        .anyMatch(run -> run.state() == State.COMMITTED);
  }

  private Optional<Table> inCatalog(String table) {
    int dot = table.indexOf('.');
    try {
      return lake.catalog().table(table.substring(0, dot), table.substring(dot + 1));
    } catch (ForeignTableException | IllegalArgumentException e) {
      // Not this lake's, or of a name that no table has: planning says what is wrong with it.
      return Optional.empty();
    }
  }

  /** The last of its live files. */
  private Optional<LiveFile> live(String table) {
    for (Kind kind : Kind.values()) {
      List<LiveFile> live = lake.ledger().liveFiles(table, kind);
      if (!live.isEmpty()) {
        return Optional.of(live.get(live.size() - 1));
      }
    }
    return Optional.empty();
  }
}
