package io.sluice.ingest.upkeep;

import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storage.StoredFile;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.lake.TableLayout;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Removes what runs left in a lake and nobody needs. */
public final class Leftovers {
  /** A table's location changes seldom, so that of the newest runs is enough. */
  private static final int RUNS_LOOKED_AT = 100;

  private final Lake lake;
  private final Storages storages;

  public Leftovers(Lake lake, Storages storages) {
    this.lake = lake;
    this.storages = storages;
  }

  /**
   * Runs whose unpublished files were removed.
   *
   * @param over those that had ended: what could not be removed then, or what a process began that
   *     was paused beyond its lease and did not know
   * @param unknown those of which the ledger has no record, as after it was restored from a backup
   */
  public record Discarded(Set<String> over, Set<String> unknown) {
    /** How many runs they are. */
    public int count() {
      return over.size() + unknown.size();
    }
  }

  /**
   * Removes unpublished files that belong to no living run. Those of runs that the ledger does not
   * know are removed only inside the lake: another lake's runs may write to a table elsewhere.
   *
   * @param reached locations of tables that this process reaches
   */
  public Discarded discardPending(Predicate<String> reached) throws IOException {
    Discarded discarded = new Discarded(new TreeSet<>(), new TreeSet<>());
    for (String table : lake.ledger().tables()) {
      Set<String> locations = new TreeSet<>();
      lake.ledger().runs(Optional.empty(), Optional.of(table), RUNS_LOOKED_AT).stream()
          .map(RunRecord::location)
          .filter(reached)
          .forEach(locations::add);
      for (String location : locations) {
        boolean inside = lake.location().contains(location);
        discardAt(location, inside, discarded);
        discardAt(TableLayout.rejects(location), inside, discarded);
      }
      if (!locations.isEmpty()) {
        boolean inside = locations.stream().anyMatch(lake.location()::contains);
        discardAt(lake.location().refused(table), inside, discarded);
      }
    }
    return discarded;
  }

  private void discardAt(String location, boolean inside, Discarded discarded) throws IOException {
    Storage storage = storages.at(location);
    for (String run : storage.pendingRuns(location)) {
      // Asked after the files were listed: a run is in the ledger before it begins one.
      Optional<RunRecord> record = lake.ledger().run(run);
      if (record.isPresent() ? record.get().state().over() : inside) {
        storage.discard(new RunFiles(location, run));
        (record.isPresent() ? discarded.over() : discarded.unknown()).add(run);
      }
    }
  }

  /** Deletes what runs left that were refused longer ago; the files' paths. */
  public List<String> deleteRefused(Duration age) throws IOException {
    List<String> deleted = new ArrayList<>();
    for (String table : lake.ledger().tables()) {
      String folder = lake.location().refused(table);
      deleted.addAll(deleteOld(folder, age));
    }
    return deleted;
  }

  /**
   * Deletes what a table's refused runs left, except for the latest of them: nobody looks at the
   * others, and a run that is refused again and again would fill the lake.
   *
   * @param most how many runs' files stay
   */
  public void boundRefused(String table, int most) throws IOException {
    String folder = lake.location().refused(table);
    Map<String, List<String>> byRun = new TreeMap<>();
    for (StoredFile file : storages.at(folder).list(folder)) {
      byRun.computeIfAbsent(runId(file.path()), run -> new ArrayList<>()).add(file.path());
    }
    List<String> old =
        byRun.keySet().stream()
            .sorted(Comparator.comparing(this::begun).reversed())
            .skip(most)
            .flatMap(run -> byRun.get(run).stream())
            .toList();
    storages.at(folder).delete(folder, old);
  }

  private Instant begun(String runId) {
    return lake.ledger().run(runId).map(RunRecord::startedAt).orElse(Instant.MIN);
  }

  /** Deletes the copies of reports that runs left longer ago, which the ledger has too. */
  public List<String> deleteReports(Duration age) throws IOException {
    String any = lake.location().report("x");
    return deleteOld(any.substring(0, any.lastIndexOf('/')), age);
  }

  /** Whose names begin with the id of a run that ended longer ago. */
  private List<String> deleteOld(String folder, Duration age) throws IOException {
    Instant before = Instant.now().minus(age);
    List<String> old = new ArrayList<>();
    for (StoredFile file : storages.at(folder).list(folder)) {
      if (lake.ledger()
          .run(runId(file.path()))
          .flatMap(RunRecord::finishedAt)
          .filter(end -> end.isBefore(before))
          .isPresent()) {
        old.add(file.path());
      }
    }
    storages.at(folder).delete(folder, old);
    return old;
  }

  /** {@code RUN.json}, or {@code RUN-TASK-FILE.parquet}. */
  private static String runId(String path) {
    return path.substring(path.lastIndexOf('/') + 1)
        .replaceFirst("(-\\d{5,}-\\d{4,})?\\.(json|parquet)$", "");
  }
}
