-- Locations inside the lake are relative to it, in definitions too.

-- A table that is dropped keeps its row and versions as history; its name is free again.
CREATE TABLE tables (
  table_id      INTEGER PRIMARY KEY AUTOINCREMENT,
  database_name TEXT NOT NULL,
  table_name    TEXT NOT NULL,
  version       INTEGER NOT NULL,
  dropped_at    TEXT
);
CREATE UNIQUE INDEX tables_by_name ON tables (database_name, table_name) WHERE dropped_at IS NULL;

-- Every version of a table's definition, as JSON.
CREATE TABLE table_versions (
  table_id   INTEGER NOT NULL REFERENCES tables (table_id),
  version    INTEGER NOT NULL,
  changed_at TEXT NOT NULL,
  definition TEXT NOT NULL,
  PRIMARY KEY (table_id, version)
) WITHOUT ROWID;

-- partition_values: a JSON array of strings and nulls, in the order of the table's partition keys.
CREATE TABLE partitions (
  table_id         INTEGER NOT NULL REFERENCES tables (table_id),
  partition_values TEXT NOT NULL,
  location         TEXT NOT NULL,
  row_count        INTEGER NOT NULL,
  byte_count       INTEGER NOT NULL,
  PRIMARY KEY (table_id, partition_values)
) WITHOUT ROWID;
