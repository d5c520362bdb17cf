package io.sluice.ledger;

import java.util.Optional;

/**
 * One version of a file that a run took, and what became of it.
 *
 * @param replacedBy the run that put a later version in its place
 */
public record FileHistoryEntry(
    FileVersion file, String table, String runId, State state, Optional<String> replacedBy) {
  /** What became of a version. */
  public enum State {
    /** Being ingested, or held by a run that waits for recovery. */
    CLAIMED,
    /** Its rows are in the table. */
    DONE,
    /** A later version's rows are. */
    REPLACED,
    /** The run gave it back. */
    RELEASED
  }
}
