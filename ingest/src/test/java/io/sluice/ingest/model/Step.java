package io.sluice.ingest.model;

/** What a process does next. */
enum Step {
  RECOVER,
  LIST,
  BEGIN,
  CLAIM,
  WRITE_0,
  WRITE_1,
  CHECK,
  LEASE_TABLE,
  BUILD,
  /** Partitions were moved since: what was written goes, and is written again. */
  REWRITE,
  RECORD,
  /** Recovery of a recorded run: whether others have moved its partitions since. */
  LOOK,
  PUBLISH_0,
  PUBLISH_1,
  CATALOG_0,
  CATALOG_1,
  DISCARD,
  COMMIT,
  GIVE_TABLE_BACK,
  CLEAN,
  /** A recorded run that must not be carried out any more is given up. */
  BACK_0,
  BACK_1,
  TAKE_BACK,
  /** Recovery of a run that recorded nothing. */
  DISCARD_DEAD,
  ABORT_DEAD,
  /** A run that failed undoes itself. */
  UNDO,
  ABORT,
  /** The process ends by itself and gives its leases back. */
  END
}
