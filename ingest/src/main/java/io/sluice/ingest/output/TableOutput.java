package io.sluice.ingest.output;

import io.sluice.ingest.store.PendingFile;
import io.sluice.parquet.partition.SourceRange;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Parquet file that a run has written and not yet published.
 *
 * @param partition key to value, in partitioning order; a null value is the null partition
 * @param sources which source files' rows it contains, in the order of its rows; their index is
 *     that of the file in its run
 */
public record TableOutput(
    PendingFile file,
    Map<String, String> partition,
    long rows,
    long bytes,
    List<SourceRange> sources)
    implements Serializable {

  public TableOutput {
    partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
    sources = List.copyOf(sources);
  }
}
