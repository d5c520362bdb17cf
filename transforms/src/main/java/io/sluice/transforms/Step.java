package io.sluice.transforms;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One checked step. It neither drops nor multiplies rows, keeps the bookkeeping columns, and leaves
 * rows that are out as they are.
 */
interface Step {
  Dataset<Row> apply(Dataset<Row> rows);

  /** Whether rows change their order or partition. */
  default boolean shuffles() {
    return false;
  }
}
