package io.sluice.launch.emulated;

import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchRecords;
import java.util.Optional;

/** Those of a launcher that is killed when it has submitted, and before it could say so. */
record KilledRecords(LaunchRecords records) implements LaunchRecords {
  /** The end of the launcher. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void write(LaunchRecord record) {
    if (record.handle() != null) {
      throw new Killed();
    }
    records.write(record);
  }

  @Override
  public Optional<LaunchRecord> find(String runId) {
    return records.find(runId);
  }

  @Override
  public Optional<JobEnd> jobEnd(String outcome) {
    return records.jobEnd(outcome);
  }

  @Override
  public void forget(String outcome) {
    records.forget(outcome);
  }
}
