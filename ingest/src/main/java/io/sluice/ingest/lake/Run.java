package io.sluice.ingest.lake;

import io.sluice.ledger.RunStart;
import io.sluice.spec.DatasetSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * What is fixed about a run before it does anything.
 *
 * @param location where its table lies
 */
public record Run(String id, DatasetSpec spec, String location, Instant startedAt) {
  /**
   * A new run, of now.
   *
   * @param id if whoever asks for the run has given it one
   */
  public static Run begin(DatasetSpec spec, Lake lake, Optional<String> id) {
    Instant now = Instant.now();
    return new Run(
        id.orElseGet(() -> RunIds.next(now)), spec, lake.location().table(spec.target()), now);
  }

  /** {@code database.table}. */
  public String table() {
    return spec.target().qualifiedTable();
  }

  /** As the ledger registers it. */
  public RunStart start() {
    return new RunStart(id, spec.dataset(), table(), location, startedAt);
  }
}
