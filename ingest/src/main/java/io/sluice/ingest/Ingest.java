package io.sluice.ingest;

import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.inspect.SinceListing.Lost;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.lake.Run;
import io.sluice.ingest.plan.IngestPlan;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.publish.PartitionsMovedException;
import io.sluice.ingest.report.Reports;
import io.sluice.ingest.report.StageClock;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.source.Listing;
import io.sluice.ledger.Claim;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The ingest: the new and changed files of one dataset become rows of its table, each of their
 * records accounted for, all of it or nothing. For any host: a {@link TaskRunner} brings what runs
 * the tasks.
 *
 * <p>Here is the order of the stages, and where it goes back; {@link Stages} has what each does,
 * {@link Undoing} how a run fails.
 */
public final class Ingest {
  /** Writing again must end some time; who corrects a table so often does it from one run. */
  private static final int MOST_OVERTAKEN = 5;

  private final Run run;
  private final Lake lake;
  private final TaskRunner runner;
  private final Stop stop;
  private final ProgressPrinter progress;
  private final StageClock clock = new StageClock();
  private final Reports reports;
  private final Stages stages;

  /** How often other runs moved partitions while this one wrote into them. */
  private int overtaken;

  /**
   * Of whatever is new or changed at the spec's {@code source.path}.
   *
   * @param engine what the runner is and why it was chosen, for the report
   */
  public Ingest(
      DatasetSpec spec,
      Lake lake,
      TaskRunner runner,
      String engine,
      Stop stop,
      ProgressPrinter progress) {
    this(IngestOrder.of(spec), lake, runner, engine, stop, progress);
  }

  /**
   * @param engine what the runner is and why it was chosen, for the report
   */
  public Ingest(
      IngestOrder order,
      Lake lake,
      TaskRunner runner,
      String engine,
      Stop stop,
      ProgressPrinter progress) {
    this.run = Run.begin(order.spec(), lake, order.runId());
    this.lake = lake;
    this.runner = runner;
    this.stop = stop;
    this.progress = progress;
    this.reports = new Reports(run, clock);
    this.stages = new Stages(order, run, lake, runner, stop, progress, reports);
    reports.setting("engine", engine);
  }

  /**
   * Runs it. Whatever goes wrong is in the outcome, and nothing of the run is in the table; except
   * where publishing was interrupted, which the outcome then says, and the next run finishes.
   */
  public Outcome run() {
    try {
      return all();
    } catch (Throwable e) {
      // All of them: Scala throws checked exceptions undeclared, Spark's failed jobs among them.
      return new Undoing(run, lake, runner, stop, reports).failed(e, stages.lease());
    } finally {
      progress.finish();
    }
  }

  private Outcome all() {
    // First: a dead run into a table that never came to be would keep its place.
    stage("recover", stages::recover);
    stages.requirePlace();
    Listing listing = stage("list", stages::list);
    Claim claim = stage("claim", () -> stages.claim(listing));
    while (!claim.isEmpty()) {
      Claim claimed = claim;
      Reading reading = read(claimed);
      if (!reading.lost().isEmpty()) {
        claim = stage("undo", () -> stages.leave(claimed, reading.lost()));
      } else if (reading.written().isEmpty()) {
        return stage("publish", () -> stages.withoutRows(RunState.COMMITTED));
      } else {
        Optional<Outcome> published = publish(reading.written().get());
        if (published.isPresent()) {
          return published.get();
        }
      }
    }
    return stage("publish", () -> stages.nothingToDo(listing));
  }

  /**
   * What came of reading the claimed files.
   *
   * @param written absent if all of them are empty, or some changed
   * @param lost those that changed or became unreadable meanwhile: nothing of the reading may be
   *     believed
   */
  private record Reading(Optional<Written> written, List<Lost> lost) {}

  private record Written(IngestPlan plan, WriteResult result) {}

  private Reading read(Claim claim) {
    try {
      List<InspectedFile> files = stage("inspect", () -> stages.inspect(claim));
      if (files.stream().allMatch(InspectedFile::empty) && claim.changed().isEmpty()) {
        return new Reading(Optional.empty(), List.of());
      }
      IngestPlan plan = stage("prepare", () -> stages.plan(files));
      WriteResult written = stage("write", () -> stages.write(plan));
      List<Lost> lost = stage("check", () -> stages.lost(claim));
      return new Reading(Optional.of(new Written(plan, written)), lost);
    } catch (RuntimeException e) {
      // What somebody still writes may be cut off anywhere, and fails in as many ways.
      List<Lost> lost = stop.requested() ? List.of() : stages.lost(claim, e);
      if (lost.isEmpty()) {
        throw e;
      }
      return new Reading(Optional.empty(), lost);
    }
  }

  /** Empty if what was written lies where it must not be published: it is to be written again. */
  private Optional<Outcome> publish(Written written) {
    stage("check", () -> stages.requireWithinLimits(written.plan(), written.result()));
    stage("recover", stages::recoverMoves);
    try {
      stage("publish", () -> stages.publish(written.plan(), written.result()));
    } catch (PartitionsMovedException e) {
      if (++overtaken == MOST_OVERTAKEN) {
        throw e;
      }
      stage("undo", stages::startOver);
      return Optional.empty();
    }
    cleanUp();
    return Optional.of(Outcome.done(reports.report(RunState.COMMITTED, Optional.empty())));
  }

  /** The run is committed: nothing that goes wrong now makes it a failure. */
  private void cleanUp() {
    try {
      clock.time("clean", unchecked(stages::cleanAtOnce));
    } catch (RuntimeException e) {
      reports.warn(
          "files that this run replaced could not be deleted: "
              + Failures.of(e).getMessage()
              + ". The next run into the table tries again, or 'sluice vacuum'");
    }
  }

  private <T> T stage(String name, IoSupplier<T> work) {
    stop.requireGoingOn();
    return clock.time(name, unchecked(work));
  }

  /** A stage's work. */
  private interface IoSupplier<T> {
    T get() throws IOException;
  }

  private static <T> Supplier<T> unchecked(IoSupplier<T> work) {
    return () -> {
      try {
        return work.get();
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    };
  }
}
