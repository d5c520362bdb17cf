package io.sluice.ingest.model;

/** How a table is read. */
enum Readers {
  /** As {@code sluice sql} does, and all of a lake in a folder. */
  ASK_THE_LEDGER,
  /**
   * By the catalog's locations, too, as of Glue: a run that removes rows from a partition puts all
   * of it into a folder of its own, and the catalog is switched to that.
   */
  LIST_FOLDERS
}
