package io.sluice.parquet.schema;

import io.sluice.spec.type.DataType;
import java.util.List;
import org.apache.parquet.format.Type;

/**
 * A Parquet column: a primitive at the end of a path of groups.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 *
 * @param ordinal its place among the file's Parquet columns
 * @param width bytes of a value where all have the same, else 0
 * @param maxDefinition the definition level of a value that is there
 */
public record Leaf(
    int ordinal,
    List<String> path,
    DataType type,
    Type physical,
    int width,
    int maxDefinition,
    int maxRepetition) {
  public Leaf {
    path = List.copyOf(path);
  }

  public ValueOrder order() {
    return ValueOrder.of(type, width);
  }

  /** For messages. */
  public String name() {
    return String.join(".", path);
  }
}
