package io.sluice.ingest.schema;

import io.sluice.spec.ColumnSpec;
import java.util.List;

/**
 * The columns that a run reads from its files, and where each came from.
 *
 * @param columns in table order
 * @param origins as many, in the same order
 * @param drift differences between files, spec and table, and what is done about each
 */
public record SourceSchema(List<ColumnSpec> columns, List<Origin> origins, List<String> drift) {
  /** Who said that there is such a column. */
  public enum Origin {
    SPEC,
    /** The table of earlier runs. */
    TABLE,
    INFERRED,
    /** Inferred, and not in the table so far. */
    ADDED
  }

  public SourceSchema {
    columns = List.copyOf(columns);
    origins = List.copyOf(origins);
    drift = List.copyOf(drift);
  }
}
