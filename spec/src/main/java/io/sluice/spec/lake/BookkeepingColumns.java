package io.sluice.spec.lake;

import io.sluice.spec.ColumnSpec;

/**
 * The names of the columns that rows carry through Spark SQL after their data, so that each record
 * is accounted for whatever SQL does with its row. A row whose {@link #CODE} is not null is out:
 * {@link #FILTERED}, {@link #DEDUPLICATED}, or rejected with that code.
 */
public final class BookkeepingColumns {
  /** Begins all of these names; no data column's name may begin so. */
  public static final String PREFIX = ColumnSpec.RESERVED_PREFIX;

  /** Which file of the run: int. */
  public static final String FILE = PREFIX + "file";

  /** Which byte range of the file: int. */
  public static final String RANGE = PREFIX + "range";

  /** The record's number in its range, from 0: bigint; null for skipped records. */
  public static final String RECORD = PREFIX + "record";

  /** Where the record begins, in bytes: bigint; null for skipped records. */
  public static final String OFFSET = PREFIX + "offset";

  /** The record's bytes: bigint; null for skipped records. */
  public static final String LENGTH = PREFIX + "length";

  /** The record's text: string. */
  public static final String RAW = PREFIX + "raw";

  /** Why the row is out: string. */
  public static final String CODE = PREFIX + "code";

  /** The column at fault: string. */
  public static final String COLUMN = PREFIX + "column";

  /** What was found and expected: string. */
  public static final String MESSAGE = PREFIX + "message";

  /** One bit for each rule that the row breaks: bigint. Made by transforms, not by the scan. */
  public static final String FLAGS = PREFIX + "flags";

  /** The {@link #CODE} of rows that are left out on purpose. */
  public static final String FILTERED = "filtered";

  /** The {@link #CODE} of rows left out because another has the same key. */
  public static final String DEDUPLICATED = "deduplicated";

  private BookkeepingColumns() {}

  /** Whether a column of this name is bookkeeping, not data. */
  public static boolean contains(String name) {
    return name.startsWith(PREFIX);
  }
}
