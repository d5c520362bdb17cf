package io.sluice.parquet.partition;

import java.io.Serializable;

/**
 * Rows {@code [firstRow, firstRow + rows)} of an output file come from one source, which tasks know
 * by its number in the run; in the ledger, whose runs have ended, its URI stands in the place of
 * it.
 *
 * @param sourceIndex as given to {@link PartitionedWriter#write}
 */
public record SourceRange(int sourceIndex, long firstRow, long rows) implements Serializable {}
