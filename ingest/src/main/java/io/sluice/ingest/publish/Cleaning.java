package io.sluice.ingest.publish;

import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.schema.TableParameters;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.TargetSpec;
import io.sluice.spec.lake.TableLayout;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Deletes the files that committed runs replaced, once they have been kept long enough for queries
 * that began earlier to end.
 */
public final class Cleaning {
  /** The setting of a run that drops a table: what becomes of the table's files. */
  public static final String DROPPED_DATA = "dropped_data";

  /** They stay where they are. */
  public static final String KEPT = "kept";

  private final Lake lake;
  private final Storages storages;

  public Cleaning(Lake lake, Storages storages) {
    this.lake = lake;
    this.storages = storages;
  }

  /**
   * Cleans up after runs that were committed longer ago than {@code kept}.
   *
   * @param which of them
   * @return the files that were deleted
   */
  public List<String> clean(Duration kept, Predicate<RunRecord> which) throws IOException {
    List<String> deleted = new ArrayList<>();
    for (RunRecord run : lake.ledger().uncleaned(Instant.now().minus(kept))) {
      if (which.test(run)) {
        deleted.addAll(clean(run));
      }
    }
    return deleted;
  }

  /**
   * Cleans up after runs that were committed longer ago than their table's last spec keeps replaced
   * files.
   *
   * @param which of them
   * @return the files that were deleted
   */
  public List<String> cleanDue(Predicate<RunRecord> which) throws IOException {
    Instant now = Instant.now();
    Map<String, Duration> kept = new HashMap<>();
    return clean(
        Duration.ZERO,
        which.and(
            run ->
                run.finishedAt()
                    .orElseThrow()
                    .isBefore(now.minus(kept.computeIfAbsent(run.table(), this::kept)))));
  }

  /** Whether a run's replaced files are to be deleted: a table can be dropped without them. */
  private static boolean deletes(Manifest manifest) {
    return !KEPT.equals(manifest.report().settings().get(DROPPED_DATA));
  }

  private Duration kept(String table) {
    int dot = table.indexOf('.');
    return lake.catalog()
        .table(table.substring(0, dot), table.substring(dot + 1))
        .map(TableParameters::keepReplaced)
        .orElse(TargetSpec.DEFAULT_KEEP_REPLACED);
  }

  private List<String> clean(RunRecord run) throws IOException {
    Optional<Manifest> manifest = lake.ledger().manifest(run.runId());
    List<String> removed =
        manifest.filter(Cleaning::deletes).map(Manifest::removed).orElse(List.of());
    String rejects = TableLayout.rejects(run.location()) + "/";
    for (Kind kind : Kind.values()) {
      String location = Publication.location(run.location(), kind);
      storages
          .at(location)
          .delete(
              location,
              removed.stream()
                  .filter(path -> path.startsWith(rejects) == (kind == Kind.REJECTS))
                  .toList());
    }
    lake.ledger().cleaned(run.runId());
    return removed;
  }
}
