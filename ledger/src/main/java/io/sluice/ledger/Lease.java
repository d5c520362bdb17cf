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

  /**
   * @throws IllegalArgumentException if this is not a run's lease
   */
  public void requireRun() {
    if (kind != Kind.RUN) {
      throw new IllegalArgumentException("A run's lease is needed, but this is one of " + this);
    }
  }

  /**
   * @param table {@code database.table}
   * @throws IllegalArgumentException if this is not the table's lease
   */
  public void requireTable(String table) {
    if (kind != Kind.TABLE || !name.equals(table)) {
      throw new IllegalArgumentException(
          "A lease of table " + table + " is needed, but this is one of " + this);
    }
  }

  /** What it is of, for messages. */
  @Override
  public String toString() {
    return (kind == Kind.RUN ? "run " : "table ") + name;
  }
}
