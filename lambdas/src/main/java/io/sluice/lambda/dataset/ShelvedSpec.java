package io.sluice.lambda.dataset;

import io.sluice.aws.s3.SourceCover;
import io.sluice.spec.DatasetSpec;
import java.util.Optional;

/**
 * A spec that lies in the lake, as far as it can be understood.
 *
 * @param location where it lies
 * @param dataset its name; empty if not even that can be read
 * @param cover which objects are the dataset's; empty if that cannot be read
 * @param spec empty if there is a problem
 * @param problem what is wrong with it, in words for people; empty if nothing is
 */
public record ShelvedSpec(
    String location,
    String dataset,
    Optional<SourceCover> cover,
    Optional<DatasetSpec> spec,
    String problem) {

  /** Whether objects can be its dataset's. */
  boolean covers() {
    return cover.isPresent() && !dataset.isEmpty();
  }
}
