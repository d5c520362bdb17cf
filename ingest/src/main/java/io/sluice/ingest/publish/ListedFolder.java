package io.sluice.ingest.publish;

import io.sluice.catalog.Table;
import io.sluice.ingest.place.Places;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which folder the catalog's readers are to list for a table without partition keys. */
final class ListedFolder {
  private final Ledger ledger;

  ListedFolder(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The table as it is to be put so that what will be live after the run's commit is listed. */
  Table forward(Table table, String runId, Manifest manifest) {
    Set<String> removed = new HashSet<>(manifest.removed());
    List<LiveFile> live = live(table);
    Optional<String> path =
        manifest.outputs().stream()
            .filter(output -> output.kind() == Kind.DATA)
            .map(Output::path)
            .findFirst()
            .or(
                () ->
                    live.stream()
                        .map(LiveFile::path)
                        .filter(file -> !removed.contains(file))
                        .findFirst());
    if (path.isPresent()) {
      return table.withFolder(folder(table, path.get()));
    }
    if (!live.isEmpty()) {
      // All of it goes, but stays in its folder for a while.
      return table.withFolder(Places.ownFolder(runId));
    }
    return first(table);
  }

  /** The table with the folder of what is live now. */
  Table back(Table table) {
    return live(table).stream()
        .map(LiveFile::path)
        .findFirst()
        .map(path -> table.withFolder(folder(table, path)))
        .orElseGet(() -> first(table));
  }

  /** Of a table without a row: where it was, or where its first rows will be. */
  private static Table first(Table table) {
    return table.folder().isEmpty() ? table.withFolder(Places.FIRST) : table;
  }

  private List<LiveFile> live(Table table) {
    return ledger.liveFiles(table.qualifiedName(), Kind.DATA);
  }

  private static String folder(Table table, String path) {
    return Places.folder(table.location(), "", path);
  }
}
