package io.sluice.jobs.publish;

import io.sluice.catalog.Table;
import io.sluice.jobs.ExitCode;
import io.sluice.jobs.JobException;
import io.sluice.jobs.lake.Lake;
import io.sluice.jobs.lake.PublishLock;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import io.sluice.spark.store.Storages;
import io.sluice.spec.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finishes what runs left behind whose process is gone: one that had recorded its manifest is
 * carried through, one that had not is undone.
 */
public final class Recovery {
  private final Lake lake;
  private final Supplier<Storages> storages;

  /**
   * @param storages asked for only if there is something to do
   */
  public Recovery(Lake lake, Supplier<Storages> storages) {
    this.lake = lake;
    this.storages = storages;
  }

  /** Finishes all of the dataset's orphans; returns what was done, for the report. */
  public List<String> finishOrphans(DatasetSpec spec) throws IOException {
    List<String> done = new ArrayList<>();
    for (RunRecord orphan : lake.ledger().orphans(spec.dataset())) {
      if (lake.ledger().adopt(orphan.runId())) {
        done.add(finish(orphan, spec));
      }
    }
    return done;
  }

  private String finish(RunRecord orphan, DatasetSpec spec) throws IOException {
    Publication publication = new Publication(lake, storages.get());
    String runId = orphan.runId();
    if (orphan.state() == State.RECORDED) {
      Manifest manifest =
          lake.ledger().manifest(runId).orElseThrow(() -> broken(runId, "its manifest is gone"));
      Table table = table(orphan);
      return PublishLock.holding(
          lake.publishLock(table.qualifiedName()),
          () -> {
            publication.carryOut(runId, manifest, table, report(runId));
            return "run " + runId + " had been interrupted while publishing: carried through";
          });
    }
    publication.discardPending(runId, location(orphan, spec));
    lake.ledger()
        .abort(runId, Instant.now(), "interrupted before anything was published", Optional.empty());
    return "run " + runId + " had been interrupted before publishing: undone";
  }

  private Table table(RunRecord orphan) {
    String[] name = orphan.table().split("\\.", 2);
    return lake.catalog()
        .table(name[0], name[1])
        .orElseThrow(
            () -> broken(orphan.runId(), "table " + orphan.table() + " is not in the catalog"));
  }

  /**
   * Where the orphan wrote: its table's location or, before there is a table, where the spec puts
   * it.
   */
  private String location(RunRecord orphan, DatasetSpec spec) {
    String[] name = orphan.table().split("\\.", 2);
    return lake.catalog()
        .table(name[0], name[1])
        .map(Table::location)
        .orElseGet(() -> lake.location(spec.target()));
  }

  private String report(String runId) throws IOException {
    if (Files.exists(lake.pendingReport(runId))) {
      return Files.readString(lake.pendingReport(runId));
    }
    // A crash between the removal of the pending report and the ledger's commit leaves the final
    // one.
    return Files.readString(lake.report(runId));
  }

  private static JobException broken(String runId, String why) {
    return new JobException(
        ExitCode.FAILED,
        "run " + runId + " was interrupted while publishing and cannot be carried through: " + why);
  }
}
