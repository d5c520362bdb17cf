package io.sluice.ingest.schema;

import io.sluice.formats.infer.ColumnNames;
import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.read.SourceNames;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.schema.SourceSchema.Origin;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec.NewColumn;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.TypeGrowth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What becomes of fields that no column is read from, and of members that no type has. */
final class NewColumns {
  private final DatasetSpec spec;
  private final Map<ColumnSpec, Origin> columns;
  private final Untyped untyped;
  private final List<String> drift;

  /**
   * @param columns those there are; takes those that are added
   * @param untyped those without a type; likewise
   * @param drift takes what is told
   */
  NewColumns(
      DatasetSpec spec, Map<ColumnSpec, Origin> columns, Untyped untyped, List<String> drift) {
    this.spec = spec;
    this.columns = columns;
    this.untyped = untyped;
    this.drift = drift;
  }

  /** Whether fields of no column are looked at: to be added, or for the run to be refused. */
  static boolean adds(DatasetSpec spec) {
    NewColumn policy = spec.onDrift().newColumn();
    return policy == NewColumn.ADD || policy == NewColumn.FAIL;
  }

  /**
   * Makes columns of fields that none is read from, or lets those that are there grow.
   *
   * @param readFrom the files that the fields were found in
   * @param first whether there was no column before
   * @return what is left out of the table
   * @throws IngestException if the spec wants no new columns, and there are some
   */
  NewFields take(List<InferredColumn> fields, List<InspectedFile> readFrom, boolean first) {
    Set<String> sources = ColumnKeys.sourceNames(columns.keySet());
    Set<String> taken = ColumnKeys.names(columns.keySet());
    taken.addAll(ColumnKeys.names(untyped.columns()));
    ColumnNames names = ColumnKeys.freeNames(spec, taken);
    NewFields added = new NewFields();
    NewFields leftOut = new NewFields();
    boolean adds = first || adds(spec);
    Map<String, List<ColumnSpec>> bySource = bySource();
    Set<String> parents = parents(sources);
    boolean paths = readFrom.stream().anyMatch(file -> file.header().isEmpty());
    for (InferredColumn field : fields) {
      Optional<ColumnSpec> waiting = untyped.find(field);
      if (waiting.isPresent()) {
        if (field.valued()) {
          ColumnSpec typed = withType(waiting.get(), field.type());
          untyped.remove(waiting.get());
          columns.put(typed, Origin.ADDED);
          drift.add(
              "column " + typed.name() + " has its first values: it is " + typed.type().ddl());
        }
      } else if (sources.contains(FilesByHeader.lower(field.name()))) {
        grow(bySource, field, adds, adds ? added : leftOut);
      } else if (!adds) {
        if (!parents.contains(FilesByHeader.lower(field.name()))) {
          leftOut.add(field);
        }
      } else {
        NameLimit.require(field.name());
        added.add(field);
        ColumnSpec column = inferred(names.columnFor(field.name()), field, paths);
        if (untyped.takes(column, field)) {
          untyped.add(column);
        } else {
          columns.put(column, first ? Origin.INFERRED : Origin.ADDED);
        }
      }
    }
    // Rows of nothing must be rows of something.
    untyped
        .firstIfNeeded(columns.keySet(), fields)
        .ifPresent(column -> columns.put(column, Origin.INFERRED));
    untyped.drift(drift);
    if (!first && !added.isEmpty()) {
      refuseIfFail(spec, added.names());
      added.addedTo(drift);
    }
    return leftOut;
  }

  /**
   * @throws IngestException if the spec wants no new columns
   */
  static void refuseIfFail(DatasetSpec spec, Set<String> added) {
    if (spec.onDrift().newColumn() == NewColumn.FAIL) {
      throw new IngestException(
          ExitCode.REFUSED,
          "the files have columns that the table does not have: "
              + FieldNames.shown(spec, added)
              + ". on_drift.new_column is 'fail': add them to the schema, or set it to add, ignore"
              + " or rescue");
    }
  }

  /**
   * Finds the members that a column's values have and its type has not.
   *
   * @param adds whether the type takes them up
   */
  private void grow(
      Map<String, List<ColumnSpec>> bySource, InferredColumn field, boolean adds, NewFields found) {
    boolean changed = false;
    for (ColumnSpec column : bySource.get(FilesByHeader.lower(field.name()))) {
      List<String> members = new ArrayList<>();
      DataType grown = TypeGrowth.grown(column.type(), field.type(), column.name(), members);
      found.addMembers(field, column.name(), members);
      if (adds && !grown.equals(column.type())) {
        replace(column, withType(column, grown));
        changed = true;
      }
    }
    if (changed) {
      bySource.clear();
      bySource.putAll(bySource());
    }
  }

  /** The fields that columns are read from by a path. */
  private static Set<String> parents(Set<String> sources) {
    Set<String> parents = new HashSet<>();
    for (String source : sources) {
      int dot = source.indexOf('.');
      if (dot > 0) {
        parents.add(source.substring(0, dot));
      }
    }
    return parents;
  }

  /** The columns that are read from each field. */
  private Map<String, List<ColumnSpec>> bySource() {
    Map<String, List<ColumnSpec>> bySource = new HashMap<>();
    for (ColumnSpec column : columns.keySet()) {
      column.sourceNames().stream()
          .map(FilesByHeader::lower)
          .distinct()
          .forEach(name -> bySource.computeIfAbsent(name, n -> new ArrayList<>()).add(column));
    }
    return bySource;
  }

  /** Puts a column into the place of another. */
  private void replace(ColumnSpec old, ColumnSpec other) {
    Map<ColumnSpec, Origin> before = new LinkedHashMap<>(columns);
    columns.clear();
    before.forEach((column, origin) -> columns.put(column.equals(old) ? other : column, origin));
  }

  static ColumnSpec withType(ColumnSpec column, DataType type) {
    return new ColumnSpec(
        column.name(),
        type,
        column.from(),
        column.nullable(),
        column.comment(),
        column.format(),
        column.nullTokens(),
        column.defaultValue(),
        column.trim());
  }

  /**
   * @param paths whether a name with dots may be taken for a path, which an inferred one never is
   */
  static ColumnSpec inferred(String name, InferredColumn field, boolean paths) {
    ColumnSpec plain = ColumnSpec.of(name, field.type());
    String from = paths ? SourceNames.ofLiteral(field.name()) : field.name();
    return name.equals(field.name())
        ? plain
        : new ColumnSpec(
            name,
            field.type(),
            List.of(from),
            true,
            plain.comment(),
            plain.format(),
            plain.nullTokens(),
            plain.defaultValue(),
            plain.trim());
  }
}
