-- One row a run. begin_order: the order in which runs began; commit_order: null until committed.
CREATE TABLE runs (
  begin_order  INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id       TEXT NOT NULL UNIQUE,
  dataset      TEXT NOT NULL,
  table_name   TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('CLAIMED', 'RECORDED', 'COMMITTED', 'ABORTED')),
  started_at   TEXT NOT NULL,
  finished_at  TEXT,
  commit_order INTEGER UNIQUE,
  message      TEXT,
  report       TEXT
);
CREATE INDEX runs_by_dataset ON runs (dataset, begin_order);
CREATE INDEX runs_unfinished ON runs (dataset) WHERE state IN ('CLAIMED', 'RECORDED');

-- One row for each time a run took a file version; rows are never deleted, so this is the history.
-- CLAIMED: being ingested. DONE: its rows are in the table. REPLACED: a later version's are.
-- RELEASED: given back.
CREATE TABLE claims (
  claim_id    INTEGER PRIMARY KEY,
  run_id      TEXT NOT NULL REFERENCES runs (run_id),
  dataset     TEXT NOT NULL,
  table_name  TEXT NOT NULL,
  uri         TEXT NOT NULL,
  size        INTEGER NOT NULL,
  identity    TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('CLAIMED', 'DONE', 'REPLACED', 'RELEASED')),
  replaced_by TEXT REFERENCES runs (run_id)
);
-- The two promises of the ledger, kept by the database itself: one holder, one version in the table.
CREATE UNIQUE INDEX claims_held ON claims (dataset, table_name, uri) WHERE state = 'CLAIMED';
CREATE UNIQUE INDEX claims_done ON claims (dataset, table_name, uri) WHERE state = 'DONE';
CREATE INDEX claims_by_run ON claims (run_id);

-- The files of a run's manifest. PENDING until the run commits; REMOVED when a later run replaced them.
CREATE TABLE outputs (
  output_id    INTEGER PRIMARY KEY,
  run_id       TEXT NOT NULL REFERENCES runs (run_id),
  position     INTEGER NOT NULL,
  table_name   TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('DATA', 'REJECTS')),
  pending_path TEXT NOT NULL,
  path         TEXT NOT NULL,
  partition    TEXT NOT NULL,
  row_count    INTEGER NOT NULL,
  byte_count   INTEGER NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('PENDING', 'LIVE', 'REMOVED')),
  removed_by   TEXT REFERENCES runs (run_id),
  UNIQUE (run_id, position)
);
CREATE UNIQUE INDEX outputs_by_path ON outputs (path) WHERE state IN ('PENDING', 'LIVE');
CREATE INDEX outputs_live ON outputs (table_name, kind) WHERE state = 'LIVE';

CREATE TABLE output_sources (
  output_id INTEGER NOT NULL REFERENCES outputs (output_id),
  position  INTEGER NOT NULL,
  uri       TEXT NOT NULL,
  first_row INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  PRIMARY KEY (output_id, position)
) WITHOUT ROWID;
CREATE INDEX output_sources_by_uri ON output_sources (uri);

-- Earlier outputs that a recorded run replaces when it commits.
CREATE TABLE removals (
  run_id   TEXT NOT NULL REFERENCES runs (run_id),
  position INTEGER NOT NULL,
  path     TEXT NOT NULL,
  PRIMARY KEY (run_id, position)
) WITHOUT ROWID;
CREATE INDEX removals_by_path ON removals (path);
