package io.sluice.catalog;

import java.util.List;
import java.util.Optional;

/** Tables, their columns and partitions. Usable by several threads and processes at once. */
public interface Catalog extends AutoCloseable {

  Optional<Table> table(String database, String name);

  /** All tables, by name. */
  List<Table> tables();

  /**
   * Creates the table, or changes it from the version given to what is given.
   *
   * @return the table as stored, with its new version
   * @throws ConcurrentTableChangeException if the stored version is not {@code table.version()}
   */
  Table put(Table table);

  /** Adds or updates partitions, in one step. */
  void putPartitions(Table table, List<Partition> partitions);

  List<Partition> partitions(Table table);

  void removePartitions(Table table, List<List<String>> values);

  void drop(Table table);

  @Override
  void close();

  /** Someone else changed the table since it was read. Read it again, and decide again. */
  final class ConcurrentTableChangeException extends RuntimeException {
    public ConcurrentTableChangeException(String message) {
      super(message);
    }
  }
}
