package io.sluice.ingest.model;

/** A mistake planted into the protocol, which the model must find. */
enum Fault {
  NONE,
  PUBLISHES_BEFORE_IT_RECORDS,
  COMMITS_BEFORE_IT_PUBLISHES,
  COMMITS_BEFORE_THE_CATALOG,
  DELETES_BEFORE_IT_COMMITS,
  DISCARDS_BEFORE_IT_PUBLISHES,
  /** Steps ask for no lease. */
  IS_NOT_FENCED,
  DOES_NOT_LEASE_THE_TABLE,
  TAKES_FILES_OF_RECORDED_RUNS,
  RECOVERY_UNDOES_RECORDED_RUNS,
  RECOVERY_FORGETS_PENDING_FILES,
  /** A dead run loses its files, and its lease stays as it was. */
  TAKES_FILES_WITHOUT_FENCING,
  DOES_NOT_LOOK_WHETHER_THE_SOURCE_CHANGED,
  REMOVES_NOTHING,
  /** Corrected rows go into the folder that readers list. */
  CORRECTS_IN_PLACE,
  SWITCHES_BEFORE_IT_PUBLISHES,
  /** What else is live in a partition does not move with it. */
  CARRIES_NOTHING,
  DOES_NOT_LOOK_WHETHER_PARTITIONS_MOVED,
  /** Recovery carries a run through whose partitions others have changed since. */
  FINISHES_OVERTAKEN_RUNS;

  Readers readers() {
    return compareTo(CORRECTS_IN_PLACE) < 0 ? Readers.ASK_THE_LEDGER : Readers.LIST_FOLDERS;
  }

  /** How many datasets, each with a file of its own. */
  int sources() {
    return switch (this) {
      case DOES_NOT_LEASE_THE_TABLE,
          CARRIES_NOTHING,
          DOES_NOT_LOOK_WHETHER_PARTITIONS_MOVED,
          FINISHES_OVERTAKEN_RUNS ->
          2;
      default -> 1;
    };
  }

  /** How many pauses it takes to find it. */
  int pauses() {
    return this == IS_NOT_FENCED || this == TAKES_FILES_WITHOUT_FENCING ? 1 : 0;
  }
}
