package io.sluice.jobs;

import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.ingest.lake.Lake;
import io.sluice.ledger.Manifest.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The table {@code default.t} as a reader of the catalog finds it, which knows nothing of the
 * ledger: it lists the locations that the catalog names, and all that lies there is the table.
 */
final class ListedTable {
  private final TestLake lake;

  ListedTable(TestLake lake) {
    this.lake = lake;
  }

  /** A partition's values, or none of a table without keys, and where the catalog says it lies. */
  record Listed(List<String> values, String location) {
    /** What lies there, in folders below it too; hidden names are passed over. */
    List<String> files() {
      Path folder = Path.of(location);
      if (!Files.exists(folder)) {
        return List.of();
      }
      try (Stream<Path> walk = Files.walk(folder)) {
        return walk.filter(Files::isRegularFile)
            .filter(file -> visible(folder.relativize(file)))
            .map(Path::toString)
            .sorted()
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean visible(Path file) {
      for (Path name : file) {
        if (name.toString().startsWith("_") || name.toString().startsWith(".")) {
          return false;
        }
      }
      return true;
    }
  }

  /** One moment's locations. */
  List<Listed> locations() {
    try (Lake opened = Lake.open(lake.location())) {
      Optional<Table> table = opened.catalog().table("default", "t");
      if (table.isEmpty()) {
        return List.of();
      }
      if (table.get().partitionKeys().isEmpty()) {
        return List.of(new Listed(List.of(), table.get().listed()));
      }
      List<Listed> found = new ArrayList<>();
      for (Partition partition : opened.catalog().partitions(table.get())) {
        found.add(new Listed(partition.values(), partition.location()));
      }
      return found;
    }
  }

  /** All files of all locations. */
  List<String> files() {
    return locations().stream().flatMap(listed -> listed.files().stream()).sorted().toList();
  }

  /** Those that the ledger says are live. */
  List<String> live() {
    return lake.paths("default.t", Kind.DATA).stream().sorted().toList();
  }
}
