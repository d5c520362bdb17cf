package io.sluice.spec;

/**
 * What happens when a file does not have the columns of the table.
 *
 * @param newColumn a field that no column names
 * @param missingColumn a column that the file does not carry
 * @param typeChange a value that does not parse as the column's type
 */
public record DriftSpec(NewColumn newColumn, MissingColumn missingColumn, TypeChange typeChange) {
  /** For a field that no column names. */
  public enum NewColumn {
    /** The table gains the column, nullable. */
    ADD,
    /** The field is dropped, and the report says so. */
    IGNORE,
    /** The field goes, as JSON, into the {@code _rescued} column. */
    RESCUE,
    /** The run fails before anything is written. */
    FAIL
  }

  /** For a column that a file lacks. */
  public enum MissingColumn {
    /** Its rows get null, or the default; a column that is not nullable rejects them. */
    NULL,
    /** The file's rows are rejected. */
    REJECT,
    /** The run fails before anything is written. */
    FAIL
  }

  /** For a value that is not of the column's type. */
  public enum TypeChange {
    /** The record is rejected. */
    REJECT,
    /**
     * The value becomes null; with {@code RESCUE} for new columns it is kept in {@code _rescued}.
     */
    NULL,
    /** The run fails with the first such value. */
    FAIL
  }

  /** Where {@link NewColumn#RESCUE} puts, as a JSON object, what no column names. */
  public static final String RESCUED_COLUMN = "_rescued";

  public static final DriftSpec DEFAULT =
      new DriftSpec(NewColumn.ADD, MissingColumn.NULL, TypeChange.REJECT);
}
