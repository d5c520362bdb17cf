package io.sluice.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that is in a table now.
 *
 * @param runId the run that wrote it
 * @param path absolute
 * @param partition partition key to value, in partitioning order; a null value is the null
 *     partition
 */
public record LiveFile(
    String runId, String path, Map<String, String> partition, long rows, long bytes) {
  public LiveFile {
    // Not Map.copyOf: order and null values carry meaning.
    partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
  }
}
