package io.sluice.formats.assemble;

import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.RecordTokenizer;

/**
 * The records that columns are being filled from.
 *
 * @param before records and skipped lines of the range that precede the table
 */
record Batch(FieldTable table, RecordTokenizer tokenizer, long before, RowErrors errors) {
  /** A record's number in its range, from 0. */
  long numberInRange(int record) {
    return before + table.ordinals()[record];
  }
}
