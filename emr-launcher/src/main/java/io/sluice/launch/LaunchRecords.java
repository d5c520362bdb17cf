package io.sluice.launch;

import java.util.Optional;
import java.util.OptionalInt;

/** What a lake keeps of launches: their records, and what jobs write when they end. */
public interface LaunchRecords {
  /** The record of a run id. */
  Optional<LaunchRecord> find(String runId);

  /** Keeps one, in place of an earlier one of the same id. */
  void write(LaunchRecord record);

  /** How a job said that it ended; empty if it did not say. */
  Optional<JobEnd> jobEnd(String outcome);

  /** Removes what an earlier attempt said. */
  void forget(String outcome);

  /**
   * What a job said.
   *
   * @param exitCode empty if it cannot be read
   * @param message what failed; empty if nothing did
   */
  record JobEnd(OptionalInt exitCode, String message) {}
}
