package io.sluice.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A run as the ledger knows it.
 *
 * @param report the run report's JSON, once there is one
 */
public record RunRecord(
    String runId,
    String dataset,
    String table,
    State state,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Optional<String> message,
    Optional<String> report) {
  /** In the order in which a run passes through them. */
  public enum State {
    /** Files are claimed; nothing is visible. A crash here is undone. */
    CLAIMED,
    /** The manifest is recorded. A crash here is carried through. */
    RECORDED,
    COMMITTED,
    /** Nothing of it is in the table. */
    ABORTED
  }
}
