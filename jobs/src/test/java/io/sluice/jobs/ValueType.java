package io.sluice.jobs;

/** A type by its names in a spec and in DuckDB. */
enum ValueType {
  INT("int", "INTEGER"),
  BIGINT("bigint", "BIGINT"),
  DECIMAL("decimal(9,2)", "DECIMAL(9,2)"),
  WIDE_DECIMAL("decimal(38,10)", "DECIMAL(38,10)"),
  DOUBLE("double", "DOUBLE"),
  BOOLEAN("boolean", "BOOLEAN"),
  STRING("string", "VARCHAR"),
  DATE("date", "DATE"),
  TIMESTAMP("timestamp", "TIMESTAMPTZ"),
  TIMESTAMP_NTZ("timestamp_ntz", "TIMESTAMP");

  final String spec;
  final String duckDb;

  ValueType(String spec, String duckDb) {
    this.spec = spec;
    this.duckDb = duckDb;
  }
}
