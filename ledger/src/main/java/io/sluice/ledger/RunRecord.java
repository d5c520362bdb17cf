package io.sluice.ledger;

import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.RunState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A run as the ledger knows it.
 *
 * @param table {@code database.table}
 * @param location where the table's files lie, absolute
 * @param finishedAt of a run that is over
 * @param message why it was aborted
 * @param figures of a run that is over and has a report
 */
public record RunRecord(
    String runId,
    String dataset,
    String table,
    String location,
    State state,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Optional<String> message,
    Optional<Figures> figures) {
  /** In the order in which a run passes through them. */
  public enum State {
    /** Files are claimed; nothing is visible. A crash here is undone. */
    CLAIMED,
    /** The manifest is recorded. A crash here is carried through. */
    RECORDED,
    COMMITTED,
    /** Nothing of it is in the table. */
    ABORTED;

    /** Whether nothing changes any more. */
    public boolean over() {
      return this == COMMITTED || this == ABORTED;
    }
  }

  /**
   * Refuses a step that does not begin from the run's state.
   *
   * @param step as in "cannot commit"
   * @throws LedgerConflictException unless the run is in one of the states
   */
  public void require(String step, State first, State... rest) {
    Set<State> states = EnumSet.of(first, rest);
    if (!states.contains(state)) {
      throw new LedgerConflictException(
          "Run "
              + runId
              + " cannot "
              + step
              + ": it is "
              + state
              + ", not "
              + String.join(" or ", states.stream().map(State::name).toList())
              + message.map(why -> " (" + why + ")").orElse(""));
    }
  }

  /**
   * What a run's report says, in short.
   *
   * @param files how many source files it names
   */
  public record Figures(RunState outcome, long files, Counts totals) {
    public static Figures of(RunReport report) {
      return new Figures(
          report.end().state(), report.data().files().size(), report.data().totals());
    }
  }
}
