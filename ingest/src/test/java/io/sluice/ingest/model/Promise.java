package io.sluice.ingest.model;

/** What docs/guarantees.md promises, as far as the model can tell whether it is kept. */
enum Promise {
  /** A query finds every file that is live, with the rows that it should have. */
  LIVE_FILES_ARE_THERE,
  /** A file version is in the table once. */
  ONCE,
  /** A correction is never taken back by an earlier version. */
  NEVER_BACKWARDS,
  /**
   * Whoever reads the folder that the catalog has of a partition sees each source's rows in one
   * version, or, as long as none is committed, in one or none.
   */
  ONE_VERSION_IN_A_PARTITION,
  /** Nothing lies in the table that the ledger does not know. */
  NO_ORPHAN_VISIBLE,
  /** Whatever happened, the next run brings the table to what lies at the source. */
  NEXT_RUN_COMPLETES,
  /** ... and no run stays open. */
  NO_RUN_STAYS_OPEN,
  /** ... and no pending file stays. */
  NO_UPLOAD_STAYS_OPEN,
  /** ... and the catalog says what is live, and where. */
  CATALOG_FITS
}
