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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Removes what runs left in a lake and nobody needs. */
public final class Leftovers {
  private final Lake lake;
  private final Storages storages;

  public Leftovers(Lake lake, Storages storages) {
    this.lake = lake;
    this.storages = storages;
  }

  /**
   * Removes unpublished files of runs that are over: what could not be removed when they ended.
   *
   * @param which runs whose tables can be reached
   * @return their ids
   */
  public List<String> discardPending(Predicate<RunRecord> which) throws IOException {
    TreeSet<String> discarded = new TreeSet<>();
    for (String table : lake.ledger().tables()) {
      Optional<RunRecord> last =
          lake.ledger().runs(Optional.empty(), Optional.of(table), 1).stream().findFirst();
      if (last.isEmpty() || !which.test(last.get())) {
        continue;
      }
      String location = last.get().location();
      for (String at :
          List.of(location, TableLayout.rejects(location), lake.location().refused(table))) {
        Storage storage = storages.at(at);
        for (String run : storage.pendingRuns(at)) {
          if (isOver(run)) {
            storage.discard(new RunFiles(at, run));
            discarded.add(run);
          }
        }
      }
    }
    return List.copyOf(discarded);
  }

  private boolean isOver(String runId) {
    return lake.ledger().run(runId).filter(run -> run.state().over()).isPresent();
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
   * Deletes what a table's refused runs left, but for the latest of them: nobody looks at the
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
