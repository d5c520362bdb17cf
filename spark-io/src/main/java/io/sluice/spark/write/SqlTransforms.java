package io.sluice.spark.write;

import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.PartitionRoom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A spec's transforms and rules as steps of Spark SQL over rows with bookkeeping. */
public interface SqlTransforms {
  /** Adds the steps to rows; runs nothing. Every row that goes in comes out. */
  Dataset<Row> apply(Dataset<Row> rows);

  /** The data columns after the last step. */
  StructType outputSchema();

  /** Whether rows are shuffled, so that a file's rows no longer stand together. */
  boolean reordersRows();

  /** Makes them. */
  @FunctionalInterface
  interface Compiler {
    /**
     * @param input the data columns
     * @param room for the folders of partitions: rows that need more are rejected
     * @throws io.sluice.ingest.failure.IngestException at the first thing that cannot be carried
     *     out
     */
    SqlTransforms compile(
        SparkSession session, StructType input, DatasetSpec spec, PartitionRoom room);
  }
}
