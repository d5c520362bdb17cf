package io.sluice.catalog;

import io.sluice.spec.PartitionField;
import io.sluice.spec.type.DataType;
import java.util.List;
import java.util.Map;

/**
 * A table as the catalog knows it.
 *
 * @param location where its files lie, absolute
 * @param columns those in the files, in order; partition keys are not among them
 * @param version grows by one with every change; 0: not stored yet
 */
public record Table(
    String database,
    String name,
    String location,
    List<TableColumn> columns,
    List<PartitionKey> partitionKeys,
    Map<String, String> parameters,
    long version) {

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
    return new Table(database, name, location, columns, partitionKeys, parameters, other);
  }

  /** This table at another location. */
  public Table withLocation(String other) {
    return new Table(database, name, other, columns, partitionKeys, parameters, version);
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
