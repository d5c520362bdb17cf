package io.sluice.cli.command;

import io.sluice.ingest.store.Storages;
import io.sluice.ledger.RunRecord;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The runs whose tables this process reaches: it can finish them and clean up after them. Where the
 * tables of the others lie only Spark's file systems reach; those runs are left to Spark, and told.
 */
final class ReachedRuns implements Predicate<RunRecord> {
  private final Storages storages;
  private final List<RunRecord> others = new ArrayList<>();

  ReachedRuns(Storages storages) {
    this.storages = storages;
  }

  @Override
  public boolean test(RunRecord run) {
    if (storages.reaches(run.location())) {
      return true;
    }
    others.add(run);
    return false;
  }

  /** Whether every run that was asked about is reached. */
  boolean wereAll() {
    return others.isEmpty();
  }

  /** A line for each run that is not. */
  void tellOthers(PrintWriter out) {
    others.forEach(run -> out.println(elsewhere(run, "finishes it or deletes what it replaced")));
  }

  /**
   * Says of a run that is not reached who does something about it.
   *
   * @param what is done
   */
  static String elsewhere(RunRecord run, String what) {
    return "run "
        + run.runId()
        + " writes to "
        + run.location()
        + ", which only Spark's file systems reach: the next ingest into "
        + run.table()
        + " by Spark "
        + what;
  }
}
