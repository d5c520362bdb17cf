package io.sluice.parquet.partition;

import io.sluice.parquet.FileSummary;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished output file.
 *
 * @param path as its {@link FileFactory} gave it
 * @param partitionPath the partition's folder relative to the table's; empty if there are no keys
 * @param partition key to value, in partitioning order; a null value is the null partition
 * @param sources in the order of rows, together all rows; neighbours are of different sources
 */
public record WrittenFile(
    String path,
    String partitionPath,
    Map<String, String> partition,
    FileSummary summary,
    List<SourceRange> sources)
    implements Serializable {
  public WrittenFile {
    partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
    sources = List.copyOf(sources);
  }
}
