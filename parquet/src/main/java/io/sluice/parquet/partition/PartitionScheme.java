package io.sluice.parquet.partition;

import io.sluice.parquet.OutputColumn;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a table is partitioned. As Hive has it, a column that is itself a key ({@code IDENTITY}) is
 * not stored in the files; a column that a key is derived from is.
 */
public final class PartitionScheme implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<OutputColumn> columns;
  private final List<PartitionKey> keys;
  private final List<Integer> sources;
  private final List<Integer> stored;

  /**
   * @param columns all columns of the table's batches, in their order
   * @throws IllegalArgumentException if a field names a column that is not there or whose type its
   *     function does not take, or if two keys would have one name
   */
  public PartitionScheme(List<PartitionField> fields, List<OutputColumn> columns) {
    this.columns = List.copyOf(columns);
    List<PartitionKey> made = new ArrayList<>();
    List<Integer> madeFrom = new ArrayList<>();
    Set<Integer> identities = new HashSet<>();
    for (PartitionField named : fields) {
      int source = indexOf(named, columns);
      PartitionField field =
          new PartitionField(columns.get(source).name(), named.function(), named.argument());
      made.add(new PartitionKey(field.name(), keyType(field, columns.get(source).type()), field));
      madeFrom.add(source);
      if (field.function() == PartitionFunction.IDENTITY) {
        identities.add(source);
      }
    }
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!identities.contains(i)) {
        rest.add(i);
      }
    }
    keys = List.copyOf(made);
    sources = List.copyOf(madeFrom);
    stored = List.copyOf(rest);
    checkNames();
    if (stored.isEmpty() && !keys.isEmpty()) {
      throw new IllegalArgumentException(
          "the table is partitioned by all of its columns, so that its files would have none. Leave"
              + " at least one out of partition_by");
    }
  }

  /** One folder, all columns. */
  public static PartitionScheme none(List<OutputColumn> columns) {
    return new PartitionScheme(List.of(), columns);
  }

  /** In partitioning order. */
  public List<PartitionKey> keys() {
    return keys;
  }

  /** All columns of the batches. */
  public List<OutputColumn> columns() {
    return columns;
  }

  /** The columns that the files have. */
  public List<OutputColumn> fileColumns() {
    return stored.stream().map(columns::get).toList();
  }

  /** Where the files' columns stand among the batches'. */
  List<Integer> storedIndexes() {
    return stored;
  }

  /** Where the keys' columns stand among the batches'. */
  List<Integer> sourceIndexes() {
    return sources;
  }

  /** The folder of a partition, relative to the table's; empty if there are no keys. */
  public String directory(List<String> values) {
    return HivePaths.directory(keys.stream().map(PartitionKey::name).toList(), values);
  }

  private static int indexOf(PartitionField field, List<OutputColumn> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(field.column())) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "partition_by names the column \""
            + field.column()
            + "\", which the table does not have. Its columns are "
            + columns.stream().map(OutputColumn::name).toList());
  }

  private void checkNames() {
    Set<String> names = new HashSet<>();
    for (OutputColumn column : fileColumns()) {
      names.add(column.name().toLowerCase(Locale.ROOT));
    }
    for (PartitionKey key : keys) {
      if (!names.add(key.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "partition_by makes a key named \""
                + key.name()
                + "\", and there is a column or another key of that name (case aside). Rename the"
                + " column, or leave the key out");
      }
    }
  }

  private static DataType keyType(PartitionField field, DataType type) {
    boolean date = type == Primitive.DATE;
    boolean timestamp = type == Primitive.TIMESTAMP || type == Primitive.TIMESTAMP_NTZ;
    boolean integer =
        type == Primitive.TINYINT
            || type == Primitive.SMALLINT
            || type == Primitive.INT
            || type == Primitive.BIGINT;
    boolean decimal = type instanceof DecimalType;
    boolean floating = type == Primitive.FLOAT || type == Primitive.DOUBLE;
    boolean takes =
        switch (field.function()) {
          case IDENTITY -> !type.nested() && type != Primitive.BINARY;
          case YEAR, MONTH, DAY -> date || timestamp;
          case HOUR -> timestamp;
          case TRUNCATE -> integer || decimal || type == Primitive.STRING;
          case BUCKET -> !type.nested() && type != Primitive.BOOLEAN && !floating;
        };
    String function = field.function().name().toLowerCase(Locale.ROOT);
    if (!takes) {
      throw new IllegalArgumentException(
          "the table cannot be partitioned by "
              + function
              + " of column \""
              + field.column()
              + "\", which is "
              + type.ddl());
    }
    boolean parameter =
        field.function() == PartitionFunction.TRUNCATE
            || field.function() == PartitionFunction.BUCKET;
    if (parameter && field.argument() < 1) {
      throw new IllegalArgumentException(
          "the number in "
              + function
              + " of column \""
              + field.column()
              + "\" must be at least 1, but is "
              + field.argument());
    }
    return switch (field.function()) {
      case IDENTITY -> type;
      case YEAR, BUCKET -> Primitive.INT;
      case MONTH, HOUR -> Primitive.STRING;
      case DAY -> Primitive.DATE;
      // The multiple below the least value of a type may lie outside of it.
      case TRUNCATE ->
          type == Primitive.TINYINT || type == Primitive.SMALLINT ? Primitive.INT : type;
    };
  }
}
