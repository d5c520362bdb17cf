package io.sluice.parquet.partition;

import java.io.Serializable;

/**
 * Rows {@code [firstRow, firstRow + rows)} of an output file come from one source.
 *
 * @param sourceIndex as given to {@link PartitionedWriter#write}
 */
public record SourceRange(int sourceIndex, long firstRow, long rows) implements Serializable {}
