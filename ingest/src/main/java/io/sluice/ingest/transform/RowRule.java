package io.sluice.ingest.transform;

import io.sluice.formats.column.Column;
import java.io.Serializable;

/** A compiled rule about single rows. */
interface RowRule extends Serializable {
  /** Over a batch's columns, by slot, which must not change meanwhile. */
  Test over(Column[] slots);

  /** A rule over a batch. */
  interface Test {
    boolean isBroken(int row);

    /** The column at fault in a row that breaks the rule. */
    String column(int row);

    /** What was found there and what was expected. */
    String message(int row);
  }
}
