package io.sluice.ingest.schema;

import io.sluice.spec.ColumnSpec;
import java.util.List;

/**
 * The columns that a run reads from its files, and where each came from.
 *
 * @param columns in table order
 * @param origins as many, in the same order
 * @param untyped columns that no file had a value of so far: of the table, and not read
 * @param drift differences between files, spec and table, and what is done about each
 */
public record SourceSchema(
    List<ColumnSpec> columns, List<Origin> origins, List<ColumnSpec> untyped, List<String> drift) {
  /** Who said that there is such a column. */
  public enum Origin {
    SPEC,
    /** The table of earlier runs. */
    TABLE,
    INFERRED,
    /** Inferred, and not in the table so far. */
    ADDED,
    /** Names of folders, and not in the table so far. */
    FOLDER
  }

  public SourceSchema {
    columns = List.copyOf(columns);
    origins = List.copyOf(origins);
    untyped = List.copyOf(untyped);
    drift = List.copyOf(drift);
  }
}
