package io.sluice.ingest;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.recover.Recovery;
import io.sluice.ingest.recover.Recovery.Recovered;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ledger.LedgerConflictException;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.RunState;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An ingest under an id that whoever orders it has chosen: however often it is ordered, it is done
 * once. An order whose run is living waits for that run; one whose run was done, or refused by the
 * spec's limits, ends as that run did; only where it failed does another attempt begin, under the
 * id with {@code -2}, {@code -3}, … after it.
 */
public final class NamedIngest {
  /** Attempts before this one failed, each with a report that says why. */
  private static final int MOST_ATTEMPTS = 100;

  private static final long POLL_MILLIS = 2_000;

  private final IngestOrder order;
  private final Lake lake;
  private final TaskRunner runner;
  private final String engine;
  private final Stop stop;
  private final ProgressPrinter progress;

  /**
   * @param order with a run's id
   * @param engine what the runner is and why it was chosen, for the report
   */
  public NamedIngest(
      IngestOrder order,
      Lake lake,
      TaskRunner runner,
      String engine,
      Stop stop,
      ProgressPrinter progress) {
    this.order = order;
    this.lake = lake;
    this.runner = runner;
    this.engine = engine;
    this.stop = stop;
    this.progress = progress;
  }

  /** Runs it, or finds out how it ended. */
  public Outcome run() {
    String id = order.runId().orElseThrow();
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      String runId = attempt == 1 ? id : id + "-" + attempt;
      Optional<RunRecord> found = lake.ledger().run(runId);
      if (found.isEmpty()) {
        Outcome outcome = begin(runId);
        if (!lostTheRace(outcome)) {
          return outcome;
        }
        found = Optional.of(awaitFound(runId));
      }
      Optional<Outcome> earlier = found.flatMap(this::ended);
      if (earlier.isPresent()) {
        return earlier.get();
      }
    }
    throw new IngestException(
        ExitCode.FAILED,
        "run " + id + " failed " + MOST_ATTEMPTS + " times: 'sluice show " + id + "' says why");
  }

  private Outcome begin(String runId) {
    IngestOrder attempt = new IngestOrder(order.spec(), Optional.of(runId), order.files());
    return new Ingest(attempt, lake, runner, engine, stop, progress).run();
  }

  /** Whether somebody else began a run of this id between our looking and our beginning. */
  private static boolean lostTheRace(Outcome outcome) {
    for (Throwable cause = outcome.failure().orElse(null);
        cause != null;
        cause = Failures.next(cause)) {
      if (cause instanceof LedgerConflictException.RunExists) {
        return true;
      }
    }
    return false;
  }

  /** How the run ended, once it has; empty if it failed, so that there is more to try. */
  private Optional<Outcome> ended(RunRecord run) {
    RunRecord over = awaitEnd(run);
    return switch (over.state()) {
      case COMMITTED -> Optional.of(new Outcome(report(over), Optional.empty()));
      case ABORTED ->
          lake.ledger()
              .report(over.runId())
              .filter(report -> report.end().state() == RunState.REFUSED)
              .map(report -> new Outcome(report, Optional.of(refusal(report))));
      case CLAIMED, RECORDED ->
          throw new IllegalStateException(
              "run " + over.runId() + " was waited for and has not ended");
    };
  }

  private RunReport report(RunRecord run) {
    return lake.ledger()
        .report(run.runId())
        .orElseThrow(
            () ->
                new IngestException(
                    ExitCode.FAILED,
                    "run "
                        + run.runId()
                        + " is committed, and its report is gone from the ledger: restore it from a"
                        + " backup, or order the run under another id"));
  }

  private static IngestException refusal(RunReport report) {
    return new IngestException(
        ExitCode.REFUSED, report.end().failure().orElse("refused by the spec's limits"));
  }

  /** Waits for a living run; finishes a dead one. */
  private RunRecord awaitEnd(RunRecord run) {
    RunRecord now = run;
    while (!now.state().over()) {
      stop.requireGoingOn();
      if (lake.ledger().living(run.runId())) {
        progress.stage("waiting for run " + run.runId() + ", which another process carries out");
      } else {
        finish(run);
      }
      now = lake.ledger().run(run.runId()).orElse(now);
      if (!now.state().over()) {
        sleep();
      }
    }
    return now;
  }

  private void finish(RunRecord dead) {
    for (Recovered done :
        new Recovery(lake, runner.storages())
            .finishOrphans(orphan -> orphan.runId().equals(dead.runId()))) {
      if (done.ending() == Recovered.Ending.STUCK) {
        throw new IngestException(ExitCode.FAILED, done.text());
      }
    }
  }

  /** A run that there is: a ledger's list may lag by a moment. */
  private RunRecord awaitFound(String runId) {
    while (true) {
      stop.requireGoingOn();
      Optional<RunRecord> found = lake.ledger().run(runId);
      if (found.isPresent()) {
        return found.get();
      }
      sleep();
    }
  }

  private static void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for another run", e);
    }
  }
}
