package io.sluice.spec;

import java.util.List;

/** Extra columns that say where a row came from, in the order given. */
public record AuditSpec(List<AuditColumn> columns) {
  /** The columns that can be asked for. */
  public enum AuditColumn {
    /** The file's URI: string. */
    SOURCE_FILE("_source_file"),
    /** The record's number in its file, from 1, header lines not counted: bigint. */
    RECORD_NUMBER("_record_number"),
    /** The run's id: string. */
    RUN_ID("_run_id"),
    /** When the run started: timestamp. */
    INGESTED_AT("_ingested_at");

    private final String columnName;

    AuditColumn(String columnName) {
      this.columnName = columnName;
    }

    public String columnName() {
      return columnName;
    }
  }

  public static final AuditSpec NONE = new AuditSpec(List.of());

  public AuditSpec {
    columns = List.copyOf(columns);
  }
}
