package io.sluice.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tables, their columns and partitions. Usable by several threads and processes at once.
 *
 * <p>Names of databases and tables consist of {@code a-z}, {@code 0-9} and {@code _}, as in Hive
 * and Glue; other names are refused with an {@link IllegalArgumentException}.
 *
 * <p>Locations are absolute on both sides of this interface. A catalog keeps those inside its lake
 * relative to the lake, so that a copied or moved lake is a lake.
 */
public interface Catalog extends AutoCloseable {

  /**
   * The table as it is now.
   *
   * @throws ForeignTableException if something of that name is not this lake's
   */
  Optional<Table> table(String database, String name);

  /** All tables of this lake that can be read, by name. */
  List<Table> tables();

  /**
   * All tables of this lake, and why some of them cannot be read. What the caller may not even look
   * into is passed over: it may be somebody else's.
   */
  default FoundTables findAll() {
    return new FoundTables(tables(), List.of());
  }

  /**
   * Tables by their names, with few requests; those that are not there are passed over. One that
   * cannot be read, or is not this lake's, keeps nobody from the others.
   *
   * @param names each {@code database.table}
   */
  default FoundTables find(Collection<String> names) {
    List<Table> found = new ArrayList<>();
    List<FoundTables.Unreadable> unreadable = new ArrayList<>();
    for (String name : names) {
      int dot = name.indexOf('.');
      try {
        table(name.substring(0, dot), name.substring(dot + 1)).ifPresent(found::add);
      } catch (ForeignTableException e) {
        unreadable.add(new FoundTables.Unreadable(name, e.getMessage()));
      }
    }
    return new FoundTables(found, unreadable);
  }

  /**
   * Creates the table, or changes it from the version given to what is given. What is stored
   * already in the same words stays at its version.
   *
   * @return the table as stored, with its new version
   * @throws ConcurrentTableChangeException if the stored version is not {@code table.version()}
   * @throws ForeignTableException if something of that name is not this lake's
   */
  Table put(Table table);

  /**
   * Adds or updates partitions: in one step where the catalog has such a step, otherwise each by
   * itself, so that a repetition completes what broke off.
   *
   * @throws NoSuchTableException if the table was dropped or never put
   */
  void putPartitions(Table table, List<Partition> partitions);

  /**
   * In the order of their values, null first.
   *
   * @throws NoSuchTableException if the table was dropped or never put
   */
  List<Partition> partitions(Table table);

  /**
   * Removes the partitions of these values; those that there are not are passed over.
   *
   * @throws NoSuchTableException if the table was dropped or never put
   */
  void removePartitions(Table table, List<List<String>> values);

  /**
   * What others changed of what this catalog itself keeps of a table, in words for people: columns
   * and formats by which other programs read it. {@link #put} sets it right, also where the table
   * is given as it is.
   *
   * @throws NoSuchTableException if the table was dropped or never put
   */
  default List<String> alterations(Table table) {
    return List.of();
  }

  /**
   * As {@link #alterations(Table)}, of each partition: in words, by the partition's values. Those
   * that nobody changed are not among them. {@link #putPartitions} sets them right, also where a
   * partition is given as it is.
   *
   * @throws NoSuchTableException if the table was dropped or never put
   */
  default Map<List<String>, List<String>> partitionAlterations(Table table) {
    return Map.of();
  }

  /** What is wrong with the catalog itself, where its store can tell; for people. */
  default List<String> faults() {
    return List.of();
  }

  /** Removes the table and its partitions from the catalog; files stay. */
  void drop(Table table);

  /**
   * Whether this catalog's readers list the folders that it names, as those of Hive's metastore and
   * of Glue do: whatever lies in a partition's location, or in what {@link Table#listed} says, they
   * take for the table's. Then files that are replaced and files that replace them must not lie in
   * one folder.
   */
  boolean readersListFolders();

  @Override
  void close();

  /** Someone else changed the table since it was read. Read it again, and decide again. */
  final class ConcurrentTableChangeException extends RuntimeException {
    public ConcurrentTableChangeException(String message) {
      super(message);
    }

    /**
     * For a change that was made from the version that {@code table} says.
     *
     * @param stored the version found; 0 if there is no such table
     */
    public static ConcurrentTableChangeException of(Table table, long stored) {
      return new ConcurrentTableChangeException(
          "Table "
              + table.qualifiedName()
              + (stored == 0
                  ? " was dropped since it was read at version " + table.version()
                  : " is at version "
                      + stored
                      + " now, but the change was made from version "
                      + table.version())
              + ": another run changed it meanwhile. Run again");
    }
  }
}
