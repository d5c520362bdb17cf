package io.sluice.ingest.publish;

import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.place.Places;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether what a run has written lies where its partitions do: another run may have moved one
 * since. To be used with the table's lease.
 */
final class PlaceCheck {
  private final Lake lake;
  private final String table;
  private final String location;
  private final String runId;
  private final Places places;

  /**
   * @param table {@code database.table}
   * @param location the table's
   */
  PlaceCheck(Lake lake, String table, String location, String runId) {
    this.lake = lake;
    this.table = table;
    this.location = location;
    this.runId = runId;
    this.places = Places.now(lake, table, location);
  }

  /**
   * The path of a partition that lies elsewhere than the files written for it.
   *
   * @param moved paths of the partitions from which the run removes files
   */
  Optional<String> misplaced(List<TableOutput> written, Set<String> moved) {
    return written.stream()
        .filter(file -> !fits(file.partition(), file.file().path(), moved))
        .map(file -> Places.partition(file.partition()))
        .findFirst();
  }

  /**
   * Likewise of a run that was recorded some time ago; also a partition that the run moves and that
   * has got files since which would not go along.
   */
  Optional<String> misplaced(Manifest manifest) {
    Set<String> removed = new HashSet<>(manifest.removed());
    Set<String> moved = new HashSet<>();
    Set<String> kept = new HashSet<>();
    for (LiveFile file : lake.ledger().liveFiles(table, Kind.DATA)) {
      (removed.contains(file.path()) ? moved : kept).add(Places.partition(file.partition()));
    }
    Optional<String> left = moved.stream().filter(kept::contains).findFirst();
    return left.isPresent()
        ? left
        : manifest.outputs().stream()
            .filter(file -> file.kind() == Kind.DATA)
            .filter(file -> !fits(file.partition(), file.path(), moved))
            .map(Output::partition)
            .map(Places::partition)
            .findFirst();
  }

  private boolean fits(Map<String, String> partition, String path, Set<String> moved) {
    String name = Places.partition(partition);
    return places.fits(name, Places.folder(location, name, path), runId, moved.contains(name));
  }
}
