package io.sluice.ingest.schema;

import io.sluice.formats.infer.InferredColumn;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec.NewColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Columns of which no file had a value so far. A type would be a guess that no later run could take
 * back, so they have none: the table has them, its files do not.
 */
final class Untyped {
  private final DatasetSpec spec;
  private final List<ColumnSpec> columns = new ArrayList<>();
  private final List<ColumnSpec> added = new ArrayList<>();

  /** Those of earlier runs, by the names that their fields have. */
  private final Map<String, ColumnSpec> known = new HashMap<>();

  /**
   * @param earlier those of earlier runs
   * @param typed columns that are read, the spec's among them: it may have pinned some since
   */
  Untyped(DatasetSpec spec, List<ColumnSpec> earlier, Collection<ColumnSpec> typed) {
    this.spec = spec;
    Set<String> names = ColumnKeys.names(typed);
    earlier.stream()
        .filter(column -> !names.contains(FilesByHeader.lower(column.name())))
        .forEach(columns::add);
    for (ColumnSpec column : columns) {
      column.sourceNames().forEach(name -> known.put(FilesByHeader.lower(name), column));
    }
  }

  List<ColumnSpec> columns() {
    return List.copyOf(columns);
  }

  boolean isEmpty() {
    return columns.isEmpty();
  }

  /** The names that their fields have, as they are compared. */
  Set<String> sources() {
    return ColumnKeys.sourceNames(columns);
  }

  Optional<ColumnSpec> find(InferredColumn field) {
    return Optional.ofNullable(known.get(FilesByHeader.lower(field.name())));
  }

  void remove(ColumnSpec column) {
    columns.remove(column);
  }

  void add(ColumnSpec column) {
    columns.add(column);
    added.add(column);
  }

  /**
   * Whether a new column is left without a type. Not where steps, rules or partitions may name it,
   * which they can only if it has one; nor where its nulls would be rescued as fields of no column.
   */
  boolean takes(ColumnSpec column, InferredColumn field) {
    boolean named =
        !spec.transforms().isEmpty()
            || !spec.quality().isEmpty()
            || spec.target().partitionBy().stream()
                .anyMatch(key -> key.column().equalsIgnoreCase(column.name()))
            || spec.target().bloomFilters().stream().anyMatch(column.name()::equalsIgnoreCase);
    return !field.valued() && !named && spec.onDrift().newColumn() != NewColumn.RESCUE;
  }

  /**
   * Takes the first of them out where there would be no other column in the files, and there are
   * records or folders to make.
   *
   * @param typed the columns that have a type
   */
  Optional<ColumnSpec> firstIfNeeded(Collection<ColumnSpec> typed, List<InferredColumn> fields) {
    boolean others =
        typed.stream()
            .anyMatch(
                column ->
                    spec.target().partitionBy().stream()
                        .noneMatch(key -> key.column().equalsIgnoreCase(column.name())));
    boolean records = fields.stream().anyMatch(field -> field.seen() > 0);
    if (columns.isEmpty()
        || others
        || !spec.audit().columns().isEmpty()
        || (!records && typed.isEmpty())) {
      return Optional.empty();
    }
    added.remove(columns.get(0));
    return Optional.of(columns.remove(0));
  }

  /** Says which are new. */
  void drift(List<String> drift) {
    if (!added.isEmpty()) {
      drift.add(
          (added.size() == 1 ? "column " : "columns ")
              + added.stream().map(ColumnSpec::name).collect(Collectors.joining(", "))
              + (added.size() == 1 ? " has" : " have")
              + " no value yet: null in the table, the first value decides the type");
    }
  }
}
