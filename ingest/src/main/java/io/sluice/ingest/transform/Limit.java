package io.sluice.ingest.transform;

import io.sluice.formats.column.Column;
import java.io.Serializable;

/** One bound of a range. */
interface Limit extends Serializable {
  /** Over a column that must not change meanwhile. */
  Test over(Column column);

  /** Which bound. */
  enum Side {
    LEAST,
    GREATEST;

    /** Whether a value that compares so to the bound lies beyond it. */
    Outcome outcome(int comparison) {
      return (this == LEAST ? comparison < 0 : comparison > 0) ? Outcome.BEYOND : Outcome.WITHIN;
    }
  }

  /** Where a value lies. */
  enum Outcome {
    WITHIN,
    BEYOND,
    /** It cannot be compared. */
    FAILED
  }

  /** A limit over a column. */
  interface Test {
    /** For a value that is not null. */
    Outcome at(int row);

    /** Why the value of a row cannot be compared. */
    default String error(int row) {
      throw new IllegalStateException("the value of row " + row + " can be compared");
    }
  }
}
