package io.sluice.parquet;

import io.sluice.spec.type.DataType;
import java.util.List;
import org.apache.parquet.format.Type;

/**
 * A Parquet column: a primitive at the end of a path of groups.
 *
 * @param ordinal its place among the file's Parquet columns
 * @param width bytes of a value where all have the same, else 0
 * @param maxDefinition the definition level of a value that is there
 */
record Leaf(
    int ordinal,
    List<String> path,
    DataType type,
    Type physical,
    int width,
    int maxDefinition,
    int maxRepetition) {
  Leaf {
    path = List.copyOf(path);
  }

  ValueOrder order() {
    return ValueOrder.of(type, width);
  }

  /** For messages. */
  String name() {
    return String.join(".", path);
  }
}
