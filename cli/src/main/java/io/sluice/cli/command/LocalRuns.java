package io.sluice.cli.command;

import io.sluice.ledger.RunRecord;
import io.sluice.spec.lake.Locations;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The runs whose tables are on this machine: this process can finish them and clean up after them.
 * It cannot reach the tables of the others, which Spark writes; those runs are left to the engine
 * that can, and told.
 */
final class LocalRuns implements Predicate<RunRecord> {
  private final List<RunRecord> others = new ArrayList<>();

  @Override
  public boolean test(RunRecord run) {
    if (Locations.isLocal(run.location())) {
      return true;
    }
    others.add(run);
    return false;
  }

  /** Whether every run that was asked about is on this machine. */
  boolean wereAll() {
    return others.isEmpty();
  }

  /** A line for each run that is not. */
  void tellOthers(PrintWriter out) {
    others.forEach(run -> out.println(elsewhere(run, "finishes it or deletes what it replaced")));
  }

  /**
   * Says of a run that is not on this machine who does something about it.
   *
   * @param what is done
   */
  static String elsewhere(RunRecord run, String what) {
    return "run "
        + run.runId()
        + " writes to "
        + run.location()
        + ", which is not on this machine: the next ingest into "
        + run.table()
        + ", on an engine that reaches it, "
        + what;
  }
}
