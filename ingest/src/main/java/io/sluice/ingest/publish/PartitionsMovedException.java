package io.sluice.ingest.publish;

/**
 * Another run has moved a partition since this one was told where to write: what was written for it
 * lies in a folder that readers no longer list. Nothing of it is recorded. Written again, it comes
 * where it belongs.
 */
public final class PartitionsMovedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PartitionsMovedException(String table, String partition) {
    super(
        "another run corrected or overwrote "
            + (partition.isEmpty() ? "table " + table : "partition " + partition + " of " + table)
            + " while this run wrote into it, so its new files lie where readers no longer look."
            + " Nothing of this run is in the table. Run again");
  }
}
