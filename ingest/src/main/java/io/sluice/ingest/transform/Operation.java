package io.sluice.ingest.transform;

import io.sluice.formats.column.Column;
import java.io.Serializable;

/** A compiled step that makes new columns or puts rows out. Travels to where the work is done. */
interface Operation extends Serializable {
  /** With the scratch space that one thread needs. */
  Work open();

  /** An operation at work. */
  interface Work {
    /**
     * Works on all rows of a batch; what it does with those that are out does not matter.
     *
     * @param slots the columns by {@link Field#slot}; new ones are put into theirs
     */
    void apply(Column[] slots, RowState rows);
  }
}
