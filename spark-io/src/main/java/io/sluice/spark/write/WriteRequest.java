package io.sluice.spark.write;

import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.PartitionScheme;
import java.util.List;

/**
 * What a run writes, and where.
 *
 * @param runId part of each file's name
 * @param location the table's
 * @param scheme the table's columns, also those it is partitioned by, and how rows are put into
 *     folders; a dataset in columnar mode has exactly these columns, in this order
 * @param fileSize bytes at which a new output file is begun
 */
public record WriteRequest(
    String runId, String location, PartitionScheme scheme, WriterOptions options, long fileSize) {

  List<OutputColumn> columns() {
    return scheme.columns();
  }
}
