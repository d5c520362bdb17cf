package io.sluice.catalog;

import io.sluice.spec.PartitionField;
import io.sluice.spec.type.DataType;
import java.util.List;
import java.util.Map;

/**
 * A table as the catalog knows it.
 *
 * @param location where its files lie, absolute
 * @param folder below the location, the folder that the catalog's readers are to list; empty: the
 *     location itself. Only a table without partition keys has one: of others the partitions say
 *     where their files lie
 * @param columns those in the files, in order; partition keys are not among them
 * @param version grows by one with every change; 0: not stored yet
 */
public record Table(
    String database,
    String name,
    String location,
    String folder,
    List<TableColumn> columns,
    List<PartitionKey> partitionKeys,
    Map<String, String> parameters,
    long version) {

  /** A table whose location itself is what readers are to list. */
  public Table(
      String database,
      String name,
      String location,
      List<TableColumn> columns,
      List<PartitionKey> partitionKeys,
      Map<String, String> parameters,
      long version) {
    this(database, name, location, "", columns, partitionKeys, parameters, version);
  }

  public record TableColumn(String name, DataType type, boolean nullable, String comment) {}

  /** A partition key, its type in the catalog, and the field that it is made from. */
  public record PartitionKey(String name, DataType type, PartitionField field) {}

  public Table {
    columns = List.copyOf(columns);
    partitionKeys = List.copyOf(partitionKeys);
    parameters = Map.copyOf(parameters);
  }

  /** This table at another version. */
  public Table withVersion(long other) {
    return new Table(database, name, location, folder, columns, partitionKeys, parameters, other);
  }

  /** This table at another location. */
  public Table withLocation(String other) {
    return new Table(database, name, other, folder, columns, partitionKeys, parameters, version);
  }

  /** This table with another folder to list. */
  public Table withFolder(String other) {
    return new Table(database, name, location, other, columns, partitionKeys, parameters, version);
  }

  /** What readers of the catalog are to list, absolute. */
  public String listed() {
    return folder.isEmpty() ? location : location + "/" + folder;
  }

  /**
   * Refuses a partition's values with an {@link IllegalArgumentException} if there are not as many
   * as keys.
   */
  public void checkWidth(List<String> values) {
    if (values.size() != partitionKeys.size()) {
      throw new IllegalArgumentException(
          "Table "
              + qualifiedName()
              + " has "
              + partitionKeys.size()
              + " partition keys, but a partition is given with the values "
              + values);
    }
  }

  /** {@code database.name}. */
  public String qualifiedName() {
    return database + "." + name;
  }
}
