-- Locations inside the lake are relative to it. Times are ISO 8601 in UTC with nine digits of the
-- second, so that they sort as text.

-- Which dataset fills which table.
CREATE TABLE feeds (
  feed_id    INTEGER PRIMARY KEY,
  dataset    TEXT NOT NULL,
  table_name TEXT NOT NULL,
  UNIQUE (dataset, table_name)
);
CREATE INDEX feeds_by_table ON feeds (table_name);

-- One row a run. run_no: the order in which runs began; commit_no: the order in which they were
-- committed, null until then. The columns from outcome on are the figures of the run's report.
CREATE TABLE runs (
  run_no       INTEGER PRIMARY KEY,
  run_id       TEXT NOT NULL UNIQUE,
  feed_id      INTEGER NOT NULL REFERENCES feeds (feed_id),
  dataset      TEXT NOT NULL,
  table_name   TEXT NOT NULL,
  location     TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('CLAIMED', 'RECORDED', 'COMMITTED', 'ABORTED')),
  started_at   TEXT NOT NULL,
  finished_at  TEXT,
  message      TEXT,
  commit_no    INTEGER UNIQUE,
  cleaned      INTEGER NOT NULL DEFAULT 0 CHECK (cleaned IN (0, 1)),
  outcome      TEXT,
  files        INTEGER,
  read         INTEGER,
  written      INTEGER,
  rejected     INTEGER,
  filtered     INTEGER,
  deduplicated INTEGER,
  bytes        INTEGER
);
CREATE INDEX runs_by_dataset ON runs (dataset, run_no);
CREATE INDEX runs_by_table ON runs (table_name, run_no);
CREATE INDEX runs_by_feed ON runs (feed_id, run_no);
CREATE INDEX runs_open ON runs (run_no) WHERE state IN ('CLAIMED', 'RECORDED');
CREATE INDEX runs_uncleaned ON runs (finished_at, commit_no)
  WHERE state = 'COMMITTED' AND cleaned = 0;

-- The newest holder of each run and table. Whether it still lives is not written here: its lock
-- file tells.
CREATE TABLE leases (
  kind     TEXT NOT NULL CHECK (kind IN ('RUN', 'TABLE')),
  name     TEXT NOT NULL,
  version  INTEGER NOT NULL,
  holder   TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  PRIMARY KEY (kind, name)
) WITHOUT ROWID;

-- Every source file that a feed ever met.
CREATE TABLE files (
  file_id INTEGER PRIMARY KEY,
  feed_id INTEGER NOT NULL REFERENCES feeds (feed_id),
  uri     TEXT NOT NULL,
  UNIQUE (feed_id, uri)
);

-- One row for each time a run took a file version; rows are never deleted, so this is the history.
-- CLAIMED: being ingested. DONE: its rows are in the table. REPLACED: a later version's are.
-- RELEASED: given back.
CREATE TABLE claims (
  claim_id    INTEGER PRIMARY KEY,
  file_id     INTEGER NOT NULL REFERENCES files (file_id),
  run_no      INTEGER NOT NULL REFERENCES runs (run_no),
  size        INTEGER NOT NULL,
  identity    TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('CLAIMED', 'DONE', 'REPLACED', 'RELEASED')),
  replaced_by INTEGER REFERENCES runs (run_no)
);
-- The two promises of the ledger, kept by the database itself: one holder, one version in the table.
CREATE UNIQUE INDEX claims_held ON claims (file_id) WHERE state = 'CLAIMED';
CREATE UNIQUE INDEX claims_done ON claims (file_id) WHERE state = 'DONE';
CREATE INDEX claims_by_file ON claims (file_id);
CREATE INDEX claims_by_run ON claims (run_no);

-- What a RECORDED or COMMITTED run makes visible, with outputs, output_sources and removals.
-- table_text: the table as the run needs it.
CREATE TABLE manifests (
  run_no     INTEGER PRIMARY KEY REFERENCES runs (run_no),
  table_text TEXT
);

-- PENDING until the run commits; REMOVED when a later run replaced them. commit_no: the run's.
CREATE TABLE outputs (
  output_id  INTEGER PRIMARY KEY,
  run_no     INTEGER NOT NULL REFERENCES runs (run_no),
  position   INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('DATA', 'REJECTS')),
  path       TEXT NOT NULL,
  handle     TEXT NOT NULL,
  partition  TEXT NOT NULL,
  row_count  INTEGER NOT NULL,
  byte_count INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('PENDING', 'LIVE', 'REMOVED')),
  commit_no  INTEGER,
  UNIQUE (run_no, position)
);
CREATE UNIQUE INDEX outputs_by_path ON outputs (path) WHERE state IN ('PENDING', 'LIVE');
CREATE INDEX outputs_live ON outputs (table_name, kind, commit_no, position) WHERE state = 'LIVE';

CREATE TABLE output_sources (
  output_id INTEGER NOT NULL REFERENCES outputs (output_id),
  position  INTEGER NOT NULL,
  file_id   INTEGER NOT NULL REFERENCES files (file_id),
  first_row INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  PRIMARY KEY (output_id, position)
) WITHOUT ROWID;
CREATE INDEX output_sources_by_file ON output_sources (file_id);

-- Earlier outputs that a RECORDED run replaces when it commits, or that a COMMITTED one replaced.
-- No output is replaced by two runs.
CREATE TABLE removals (
  run_no    INTEGER NOT NULL REFERENCES runs (run_no),
  position  INTEGER NOT NULL,
  output_id INTEGER NOT NULL UNIQUE REFERENCES outputs (output_id),
  PRIMARY KEY (run_no, position)
) WITHOUT ROWID;

-- Reports as JSON; of a RECORDED run, as it is kept once the run is committed.
CREATE TABLE reports (
  run_no INTEGER PRIMARY KEY REFERENCES runs (run_no),
  report TEXT NOT NULL
);
