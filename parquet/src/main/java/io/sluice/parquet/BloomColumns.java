package io.sluice.parquet;

import io.sluice.spec.type.DataType.Primitive;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The columns that are to have bloom filters. As everywhere in specs, case is no difference. */
public final class BloomColumns {
  private final List<String> names;
  private final Set<String> folded = new HashSet<>();

  /**
   * @param names as the spec has them
   */
  public BloomColumns(List<String> names) {
    this.names = List.copyOf(names);
    names.forEach(name -> folded.add(fold(name)));
  }

  boolean has(String column) {
    return folded.contains(fold(column));
  }

  /**
   * Those that a file of these columns can have a filter of: not one that came into the table after
   * the file, nor one whose type was another then.
   */
  public List<String> among(List<OutputColumn> columns) {
    return names.stream()
        .filter(name -> find(name, columns).filter(BloomColumns::possible).isPresent())
        .toList();
  }

  /**
   * @param columns of the files
   * @throws IllegalArgumentException if one of them is not there or can have no filter
   */
  public void require(List<OutputColumn> columns) {
    for (String name : names) {
      OutputColumn column =
          find(name, columns)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "a bloom filter is asked for column \""
                              + name
                              + "\", which the file does not have. Its columns are "
                              + columns.stream().map(OutputColumn::name).toList()));
      if (!possible(column)) {
        throw new IllegalArgumentException(
            "column \""
                + name
                + "\" of type "
                + column.type().ddl()
                + " cannot have a bloom filter. Remove it from the list");
      }
    }
  }

  private static boolean possible(OutputColumn column) {
    return !column.type().nested() && column.type() != Primitive.BOOLEAN;
  }

  private static Optional<OutputColumn> find(String name, List<OutputColumn> columns) {
    return columns.stream().filter(column -> fold(column.name()).equals(fold(name))).findFirst();
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
