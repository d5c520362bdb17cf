package io.sluice.spark.read;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The bookkeeping that rows carry through Spark SQL, behind the data columns. A row whose {@link
 * #CODE} is not null is out: {@link #FILTERED}, {@link #DEDUPLICATED}, or rejected with that code.
 */
public final class HiddenColumns {
  /** Begins the names of all hidden columns; no data column may have it. */
  public static final String PREFIX = "_sluice_";

  /** Which file of the run: int. */
  public static final String FILE = "_sluice_file";

  /** Which byte range of the file: int. */
  public static final String RANGE = "_sluice_range";

  /** The record's number in its range, from 0: bigint; null for skipped records. */
  public static final String RECORD = "_sluice_record";

  /** Where the record begins, in bytes: bigint; null for skipped records. */
  public static final String OFFSET = "_sluice_offset";

  /** The record's bytes: bigint; null for skipped records. */
  public static final String LENGTH = "_sluice_length";

  /** The record's text: string; null for accepted records unless asked for. */
  public static final String RAW = "_sluice_raw";

  /** Why the row is out: string. */
  public static final String CODE = "_sluice_code";

  /** The column at fault: string. */
  public static final String COLUMN = "_sluice_column";

  /** What was found and expected: string. */
  public static final String MESSAGE = "_sluice_message";

  /**
   * One bit for each rule that is broken and only counted: bigint. Not made by the scan: a step in
   * between may add it.
   */
  public static final String FLAGS = "_sluice_flags";

  /** The {@link #CODE} of rows that are left out on purpose. */
  public static final String FILTERED = "filtered";

  /** The {@link #CODE} of rows left out because another has the same key. */
  public static final String DEDUPLICATED = "deduplicated";

  /** What the scan adds, in order. */
  static final List<StructField> SCANNED =
      List.of(
          DataTypes.createStructField(FILE, DataTypes.IntegerType, false),
          DataTypes.createStructField(RANGE, DataTypes.IntegerType, false),
          DataTypes.createStructField(RECORD, DataTypes.LongType, true),
          DataTypes.createStructField(OFFSET, DataTypes.LongType, true),
          DataTypes.createStructField(LENGTH, DataTypes.LongType, true),
          DataTypes.createStructField(RAW, DataTypes.StringType, true),
          DataTypes.createStructField(CODE, DataTypes.StringType, true),
          DataTypes.createStructField(COLUMN, DataTypes.StringType, true),
          DataTypes.createStructField(MESSAGE, DataTypes.StringType, true));

  private HiddenColumns() {}

  /** Whether a column of this name is bookkeeping, not data. */
  public static boolean isHidden(String name) {
    return name.startsWith(PREFIX);
  }
}
