package io.sluice.formats.assemble;

import io.sluice.formats.column.Column;

/** Fills one column for all records of a batch. */
interface ColumnFiller {
  /** Fills rows {@code 0 .. table.records()} of {@code out}, which is empty, and sets its size. */
  void fill(Batch batch, Column out);
}
