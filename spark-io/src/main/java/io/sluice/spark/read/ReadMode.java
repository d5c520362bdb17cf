package io.sluice.spark.read;

/** What a scan hands over. */
public enum ReadMode {
  /**
   * The plan's columns only. Rejects travel beside the rows in each batch, where only the columnar
   * sink sees them: nothing may stand between scan and sink.
   */
  COLUMNAR,
  /**
   * The plan's columns, all nullable, and {@link HiddenColumns}: each record read is one row, also
   * the rejected and skipped ones, so that they are counted once whatever Spark does with them.
   */
  ROWS,
  /**
   * As {@link #ROWS}, and {@code _sluice_raw} holds the text of accepted records too: for steps
   * that may reject rows later.
   */
  ROWS_WITH_RAW
}
