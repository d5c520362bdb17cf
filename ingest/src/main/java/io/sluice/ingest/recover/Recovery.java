package io.sluice.ingest.recover;

import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.publish.Publication;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finishes what runs left behind that nobody holds any more: one that had recorded its manifest is
 * carried through, one that had not is undone. A run that cannot be finished is reported, and stays
 * in nobody's way.
 */
public final class Recovery {
  private final Lake lake;
  private final Storages storages;

  public Recovery(Lake lake, Storages storages) {
    this.lake = lake;
    this.storages = storages;
  }

  /**
   * What became of an orphan.
   *
   * @param text for people
   */
  public record Recovered(Ending ending, String text) {
    /** How it ended. */
    public enum Ending {
      CARRIED_THROUGH,
      UNDONE,
      /** Somebody else works on it, or on its table. */
      BUSY,
      /** It needs a decision: its files are gone. */
      STUCK
    }
  }

  /** Finishes the orphans that are asked for, oldest first. */
  public List<Recovered> finishOrphans(Predicate<RunRecord> which) {
    List<Recovered> done = new ArrayList<>();
    for (RunRecord orphan : lake.ledger().orphans()) {
      if (which.test(orphan)) {
        lake.ledger().adopt(orphan.runId()).ifPresent(run -> done.add(finish(orphan, run)));
      }
    }
    return done;
  }

  private Recovered finish(RunRecord orphan, Lease run) {
    try {
      // It may have gone on between the list and the lease.
      Optional<Manifest> manifest = lake.ledger().manifest(orphan.runId());
      if (manifest.isPresent()) {
        return carryThrough(orphan, run, manifest.get());
      }
      new Publication(lake, storages).discardAll(orphan.runId(), orphan.table(), orphan.location());
      lake.ledger()
          .abort(run, Instant.now(), "interrupted before anything was published", Optional.empty());
      return new Recovered(
          Recovered.Ending.UNDONE,
          "run " + orphan.runId() + " had been interrupted before publishing: undone");
    } catch (IOException | RuntimeException e) {
      return stuck(orphan, e);
    } finally {
      lake.ledger().giveBack(run);
    }
  }

  private Recovered carryThrough(RunRecord orphan, Lease run, Manifest manifest)
      throws IOException {
    Optional<Lease> table = lake.ledger().leaseTable(orphan.table());
    if (table.isEmpty()) {
      return new Recovered(
          Recovered.Ending.BUSY,
          "run "
              + orphan.runId()
              + " had been interrupted while publishing; another run is publishing into "
              + orphan.table()
              + " now, so the next run will finish it");
    }
    try {
      Publication publication = new Publication(lake, storages);
      Optional<String> overtaken = publication.overtaken(orphan, manifest);
      if (overtaken.isPresent()) {
        publication.giveUp(run, orphan, Optional.of(manifest));
        return new Recovered(
            Recovered.Ending.UNDONE,
            "run "
                + orphan.runId()
                + " had been interrupted while publishing, and "
                + overtaken.get()
                + ": undone, and its files are ingested again");
      }
      publication.carryOut(run, table.get(), orphan.location(), manifest);
      return new Recovered(
          Recovered.Ending.CARRIED_THROUGH,
          "run " + orphan.runId() + " had been interrupted while publishing: finished");
    } finally {
      lake.ledger().giveBack(table.get());
    }
  }

  private static Recovered stuck(RunRecord orphan, Exception failure) {
    String does = orphan.state() == State.RECORDED ? "finished" : "undone";
    return new Recovered(
        Recovered.Ending.STUCK,
        "run "
            + orphan.runId()
            + " was interrupted and cannot be "
            + does
            + ": "
            + Failures.of(failure).getMessage()
            + ". Its source files wait for it. Put the missing files back, or give the run up with"
            + " 'sluice recover --abandon "
            + orphan.runId()
            + "': nothing of it is kept then, and its files are ingested again");
  }

  /**
   * Gives an interrupted run up: nothing of it is kept, and its source files are free again.
   *
   * @return false if somebody holds it or its table, or it is over
   */
  public boolean abandon(RunRecord orphan) throws IOException {
    Optional<Lease> run = lake.ledger().adopt(orphan.runId());
    if (run.isEmpty()) {
      return false;
    }
    try {
      Optional<Lease> table = lake.ledger().leaseTable(orphan.table());
      if (table.isEmpty()) {
        return false;
      }
      try {
        new Publication(lake, storages)
            .giveUp(run.get(), orphan, lake.ledger().manifest(orphan.runId()));
        return true;
      } finally {
        lake.ledger().giveBack(table.get());
      }
    } finally {
      lake.ledger().giveBack(run.get());
    }
  }
}
