package io.sluice.ledger;

/**
 * The right to work on a run, or to publish into a table, until it is given back. Only the ledger
 * that gave it takes it.
 *
 * @param name a run's id, or {@code database.table}
 * @param version grows with every holder of this name: the fencing token
 */
public record Lease(Kind kind, String name, long version) {
  /** What a lease is of. */
  public enum Kind {
    RUN,
    TABLE
  }

  /** What it is of, for messages. */
  @Override
  public String toString() {
    return (kind == Kind.RUN ? "run " : "table ") + name;
  }
}
