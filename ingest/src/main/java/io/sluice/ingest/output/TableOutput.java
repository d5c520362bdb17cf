package io.sluice.ingest.output;

import io.sluice.ingest.store.PendingFile;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Parquet file that a run has written and not yet published.
 *
 * @param partition key to value, in partitioning order; a null value is the null partition
 * @param sources which source files' rows it contains, in the order of its rows
 */
public record TableOutput(
    PendingFile file,
    Map<String, String> partition,
    long rows,
    long bytes,
    List<SourceRows> sources)
    implements Serializable {

  /**
   * Rows {@code [firstRow, firstRow + rows)} come from one source file.
   *
   * @param fileIndex which file of the run
   */
  public record SourceRows(int fileIndex, long firstRow, long rows) implements Serializable {}

  public TableOutput {
    partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
    sources = List.copyOf(sources);
  }
}
