package io.sluice.formats.csv;

import io.sluice.formats.token.FieldTable;

/**
 * Finds well-formed records in a buffer. Whatever is not clearly well-formed (broken quotes, a
 * record that is too long) it leaves where it is and says so; {@link CsvTokenizer} decides then.
 * Scanners for the same dialect find the same records.
 */
abstract class RecordScanner {
  /** Why a scan ended. */
  enum Stop {
    /** The table is full. */
    FULL,
    /** The next record begins at or after {@code stopAt}. */
    RANGE_END,
    /** The record at {@code next()} goes on after the limit, or there is none. */
    INCOMPLETE,
    /** The record at {@code next()} is broken or too long. */
    TROUBLE,
    /** The record at {@code next()} is one that this scanner leaves to others. */
    NOT_TAKEN
  }

  private int next;

  /** Where the first record that was not taken begins. */
  final int next() {
    return next;
  }

  final Stop stop(int at, Stop why) {
    next = at;
    return why;
  }

  /**
   * Adds the records that begin in {@code buffer[from .. stopAt)} to the table, up to its capacity.
   * The array has {@code ByteWindow.SLACK} bytes after {@code limit}.
   *
   * @param ended whether the text ends at {@code limit}
   */
  abstract Stop scan(
      byte[] buffer, int from, int limit, int stopAt, boolean ended, FieldTable table);
}
