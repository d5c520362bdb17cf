package io.sluice.spark.write;

/** The ways from files to a table. */
enum Way {
  /** Columns, by threads of this process. */
  THREADS,
  /** Columns, by Spark's tasks. */
  COLUMNS,
  /** Columns through Spark SQL, which has nothing to do with them. */
  PROJECTED,
  /** Rows of Spark SQL. */
  ROWS
}
