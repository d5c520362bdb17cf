package io.sluice.ingest.place;

import io.sluice.ingest.lake.Lake;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.parquet.partition.HivePaths;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which folder of a partition its files lie, in lakes whose catalog's readers list folders. They
 * take whatever lies there for the table's; so what a run replaces, which stays for a while, and
 * what takes its place must not lie in one folder. A partition begins in {@link #FIRST}. A run that
 * removes files from it puts all that then is live into a folder of its own ({@link #ownFolder})
 * and the catalog is told that folder, in one step.
 *
 * <p>The folders are below those that name the partition ({@code carrier=AA/data}), so that whoever
 * finds partitions by the names of folders finds the same ones; neither is above or below another
 * of the same partition.
 */
public final class Places {
  /** Where a new partition's files go. */
  public static final String FIRST = "data";

  private static final String OWN = "run-";

  /** For a list of all runs: clocks of other machines may be ahead. */
  private static final Duration ALL = Duration.ofDays(1);

  private final Map<String, String> live = new HashMap<>();
  private final Set<String> unclean = new HashSet<>();

  private Places() {}

  /**
   * Where a table's partitions lie now. Whoever holds the table's lease can rely on it.
   *
   * @param location the table's
   */
  public static Places now(Lake lake, String table, String location) {
    Places places = new Places();
    for (LiveFile file : lake.ledger().liveFiles(table, Kind.DATA)) {
      String partition = partition(file.partition());
      places.live.put(partition, below(partition, folder(location, file.path())));
    }
    for (RunRecord run : lake.ledger().uncleaned(Instant.now().plus(ALL))) {
      if (run.table().equals(table)) {
        lake.ledger().manifest(run.runId()).map(Manifest::removed).orElse(List.of()).stream()
            .filter(path -> path.startsWith(location + "/"))
            .forEach(path -> places.unclean.add(folder(location, path)));
      }
    }
    return places;
  }

  /** A partition's path below the table's location: {@code year=2024/carrier=AA}. */
  public static String partition(Map<String, String> partition) {
    return HivePaths.directory(
        List.copyOf(partition.keySet()), new ArrayList<>(partition.values()));
  }

  /** The folder that a run puts partitions into from which it removes files. */
  public static String ownFolder(String runId) {
    return OWN + runId;
  }

  /** All partitions in the run's own folder, as where it overwrites them. */
  public static Folders own(String runId) {
    return new Folders(ownFolder(runId), Map.of());
  }

  /**
   * Where a run writes.
   *
   * @param moved paths of the partitions from which it removes files
   */
  public Folders folders(String runId, Collection<String> moved) {
    Map<String, String> others = new HashMap<>();
    for (String folder : unclean) {
      if (folder.equals(FIRST) || folder.endsWith("/" + FIRST)) {
        String partition = folder.substring(0, Math.max(0, folder.length() - FIRST.length() - 1));
        others.put(partition, ownFolder(runId));
      }
    }
    others.putAll(live);
    moved.forEach(partition -> others.put(partition, ownFolder(runId)));
    others.values().removeIf(FIRST::equals);
    return new Folders(FIRST, others);
  }

  /**
   * Whether files that a run has put into a partition's folder may be published there.
   *
   * @param folder below the partition's own
   * @param moved whether the run removes files from the partition
   */
  public boolean fits(String partition, String folder, String runId, boolean moved) {
    if (moved) {
      return folder.equals(ownFolder(runId));
    }
    if (live.containsKey(partition)) {
      return folder.equals(live.get(partition));
    }
    return folder.equals(ownFolder(runId))
        || (folder.equals(FIRST) && !unclean.contains(new Folders(FIRST, Map.of()).of(partition)));
  }

  /** The folder of a file, relative to a table's location. */
  private static String folder(String location, String path) {
    int from = location.length() + 1;
    return path.substring(from, Math.max(from, path.lastIndexOf('/')));
  }

  /**
   * In which folder of its partition's a file lies.
   *
   * @param path of a file of the table at the location
   */
  public static String folder(String location, String partition, String path) {
    return below(partition, folder(location, path));
  }

  private static String below(String partition, String folder) {
    int from = partition.isEmpty() ? 0 : partition.length() + 1;
    return folder.substring(Math.min(folder.length(), from));
  }
}
