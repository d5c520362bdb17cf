package io.sluice.launch.emulated;

import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchRecords;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A lake's records, written as they are there. */
final class MemoryRecords implements LaunchRecords {
  final Map<String, String> records = new HashMap<>();
  final Map<String, JobEnd> ends = new HashMap<>();

  @Override
  public Optional<LaunchRecord> find(String runId) {
    return Optional.ofNullable(records.get(runId)).map(json -> LaunchRecord.parse(json, runId));
  }

  @Override
  public void write(LaunchRecord record) {
    records.put(record.runId(), record.json());
  }

  @Override
  public Optional<JobEnd> jobEnd(String outcome) {
    return Optional.ofNullable(ends.get(outcome));
  }

  @Override
  public void forget(String outcome) {
    ends.remove(outcome);
  }
}
