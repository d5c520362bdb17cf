package io.sluice.ingest;

import io.sluice.spec.DatasetSpec;
import java.util.List;
import java.util.Optional;

/**
 * What is to be ingested.
 *
 * @param runId the run's id, if whoever orders it has chosen one
 * @param files URIs of the only files to take; all of the spec's {@code source.path} if absent
 */
public record IngestOrder(DatasetSpec spec, Optional<String> runId, Optional<List<String>> files) {
  /** Whatever is new or changed at the spec's {@code source.path}. */
  public static IngestOrder of(DatasetSpec spec) {
    return new IngestOrder(spec, Optional.empty(), Optional.empty());
  }
}
