package io.sluice.aws.glue;

/** Names of the parameters that Sluice writes. Why each is there: docs/catalog.md. */
final class GlueKeys {
  /** All parameters of tables and partitions that begin so are Sluice's. */
  static final String OWN = "sluice.";

  /** The lake that the table belongs to. */
  static final String LAKE = "sluice.lake";

  /** The version of what the other {@code sluice.} parameters mean. */
  static final String FORMAT = "sluice.format";

  /** Our version of the table; Glue's own counts everybody's changes. */
  static final String VERSION = "sluice.version";

  /** The table as JSON: what Glue has no place for, and what we wrote last. */
  static final String TABLE = "sluice.table";

  /** A random name of the last change: who lost an answer finds out if it was his. */
  static final String CHANGE = "sluice.change";

  static final String ROWS = "sluice.rows";
  static final String BYTES = "sluice.bytes";

  static final String CLASSIFICATION = "classification";
  static final String EXTERNAL = "EXTERNAL";

  /** Spark's own copy of the columns; stale after a change of them, and Spark believes it. */
  static final String SPARK_SCHEMA = "spark.sql.sources.schema";

  /** The format that this version writes. */
  static final int CURRENT_FORMAT = 1;

  private GlueKeys() {}
}
