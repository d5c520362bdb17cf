package io.sluice.ingest.schema;

import io.sluice.formats.infer.ColumnNames;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec;
import io.sluice.spec.DriftSpec.NewColumn;
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

  /** Names for new columns: none that is there, nor one of a column that the spec adds itself. */
  static ColumnNames freeNames(DatasetSpec spec, Set<String> taken) {
    Set<String> names = new HashSet<>(taken);
    spec.audit().columns().forEach(column -> names.add(column.columnName()));
    if (spec.onDrift().newColumn() == NewColumn.RESCUE) {
      names.add(DriftSpec.RESCUED_COLUMN);
    }
    return new ColumnNames(names);
  }

  /** What columns are called. */
  static Set<String> names(Collection<ColumnSpec> columns) {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(FilesByHeader.lower(column.name())));
    return names;
  }
}
