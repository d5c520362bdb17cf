package io.sluice.jobs.ingest;

import io.sluice.spec.DatasetSpec;
import java.time.Instant;

/** What is fixed about a run before it does anything. */
record Run(String id, DatasetSpec spec, Instant startedAt) {
  static Run begin(DatasetSpec spec) {
    Instant now = Instant.now();
    return new Run(RunIds.next(now), spec, now);
  }

  /** {@code database.table}. */
  String table() {
    return spec.target().database() + "." + spec.target().table();
  }
}
