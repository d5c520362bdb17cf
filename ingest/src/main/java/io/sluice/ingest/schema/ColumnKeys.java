package io.sluice.ingest.schema;

import io.sluice.spec.ColumnSpec;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The names that columns go by, as they are compared: {@link FilesByHeader#lower}. */
final class ColumnKeys {
  private ColumnKeys() {}

  /** The fields that columns are read from. */
  static Set<String> sourceNames(Collection<ColumnSpec> columns) {
    Set<String> names = new HashSet<>();
    columns.forEach(
        column -> column.sourceNames().forEach(name -> names.add(FilesByHeader.lower(name))));
    return names;
  }

  /** What columns are called. */
  static Set<String> names(Collection<ColumnSpec> columns) {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(FilesByHeader.lower(column.name())));
    return names;
  }
}
