package io.sluice.ingest.transform.value;

/** Turns one column's values into another's. Bound to both columns. */
interface Conversion {
  /**
   * Converts a value that is not null.
   *
   * @return false, and nothing is set, if it is not exactly of the new type
   */
  boolean convert(int row);
}
