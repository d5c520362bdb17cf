package io.sluice.formats.assemble;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;

/**
 * A second way to read the records of a tokenizer: fields go into columns as soon as they are
 * found, not by way of a table. It takes only records that are right; all others, and what is known
 * of errors, are left to the tokenizer, with which it shares the place in the text.
 */
public interface DirectFields {
  /** Whether it fills the column of this place in the plan. */
  boolean fills(int column);

  /**
   * Replaces what the table contains by the next records, except for their fields: those are stored
   * in rows {@code 0 .. table.records()} of the columns, which are empty on entry.
   *
   * @return false if neither a record nor a skipped line was taken; then the tokenizer must go on
   * @throws io.sluice.formats.read.ReadException as {@code RecordTokenizer.next}
   */
  boolean next(FieldTable table, ColumnBatch rows) throws IOException;
}
