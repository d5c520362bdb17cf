package io.sluice.jobs.schema;

import io.sluice.formats.infer.ColumnNames;
import io.sluice.jobs.ExitCode;
import io.sluice.jobs.JobException;
import io.sluice.jobs.inspect.InspectedFile;
import io.sluice.jobs.schema.SourceSchema.Origin;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec;
import io.sluice.spec.DriftSpec.NewColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which columns a run reads: the spec's if it pins them, else those of earlier runs, else
 * what the files hold; then compares with the files and does as {@code on_drift} says.
 */
public final class SchemaResolver {
  private final DatasetSpec spec;
  private final FieldProfiler profiler;

  public SchemaResolver(DatasetSpec spec, FieldProfiler profiler) {
    this.spec = spec;
    this.profiler = profiler;
  }

  /**
   * @param known the columns that earlier runs read, if there were any
   * @throws JobException if the drift policy refuses what the files hold
   */
  public SourceSchema resolve(List<InspectedFile> files, Optional<List<ColumnSpec>> known) {
    List<InspectedFile> readable = files.stream().filter(file -> !file.empty()).toList();
    Map<ColumnSpec, Origin> columns = new LinkedHashMap<>();
    if (!spec.schema().isEmpty()) {
      spec.schema().forEach(column -> columns.put(column, Origin.SPEC));
      // Columns that drift added in earlier runs stay, though the spec does not name them.
      Set<String> named = lowerNames(columns.keySet().stream().toList());
      for (ColumnSpec column : known.orElse(List.of())) {
        if (!named.contains(column.name().toLowerCase(Locale.ROOT))) {
          columns.put(column, Origin.TABLE);
        }
      }
    } else {
      known.orElse(List.of()).forEach(column -> columns.put(column, Origin.TABLE));
    }
    List<String> drift = new ArrayList<>();
    boolean first = columns.isEmpty();
    if (mustProfile(first, columns.keySet(), readable)) {
      addNew(columns, readable, first, drift);
    }
    checkMissing(columns, readable, known.isEmpty(), drift);
    if (columns.isEmpty() && !readable.isEmpty()) {
      throw new JobException(
          ExitCode.FAILED,
          "no columns found in "
              + readable.get(0).version().uri()
              + ": read as "
              + readable.get(0).layout().format()
              + ", it holds no good record. Correct source.format if it is something else, or name"
              + " the columns under 'schema' in the spec");
    }
    return new SourceSchema(List.copyOf(columns.keySet()), List.copyOf(columns.values()), drift);
  }

  /** Reading all bytes twice is saved where nothing new can come of it. */
  private boolean mustProfile(boolean first, Set<ColumnSpec> columns, List<InspectedFile> files) {
    if (first) {
      return true;
    }
    NewColumn policy = spec.onDrift().newColumn();
    if (policy != NewColumn.ADD && policy != NewColumn.FAIL) {
      return false;
    }
    Set<String> sources = sourceNames(columns);
    return files.stream()
        .anyMatch(
            file ->
                file.header().isEmpty()
                    || file.header().stream().anyMatch(field -> !sources.contains(lower(field))));
  }

  private void addNew(
      Map<ColumnSpec, Origin> columns,
      List<InspectedFile> files,
      boolean first,
      List<String> drift) {
    Set<String> sources = sourceNames(columns.keySet());
    List<InspectedFile> toRead =
        first
            ? files
            : files.stream()
                .filter(
                    file ->
                        file.header().isEmpty()
                            || file.header().stream().anyMatch(f -> !sources.contains(lower(f))))
                .toList();
    ColumnNames names = new ColumnNames(lowerNames(List.copyOf(columns.keySet())));
    Set<String> added = new LinkedHashSet<>();
    for (InferredField field : profiler.profile(toRead)) {
      if (sources.contains(lower(field.name()))) {
        continue;
      }
      added.add(field.name());
      columns.put(
          inferred(names.columnFor(field.name()), field), first ? Origin.INFERRED : Origin.ADDED);
    }
    if (first || added.isEmpty()) {
      return;
    }
    if (spec.onDrift().newColumn() == NewColumn.FAIL) {
      throw new JobException(
          ExitCode.REFUSED,
          "the files have columns that the table has not: "
              + String.join(", ", added)
              + ". on_drift.new_column is 'fail': add them to the schema, or set it to add, ignore or"
              + " rescue");
    }
    added.forEach(
        name -> drift.add("new column " + name + ": added to the table, null in earlier rows"));
  }

  private static ColumnSpec inferred(String name, InferredField field) {
    ColumnSpec plain = ColumnSpec.of(name, field.type());
    return name.equals(field.name())
        ? plain
        : new ColumnSpec(
            name,
            field.type(),
            List.of(field.name()),
            true,
            plain.comment(),
            plain.format(),
            plain.nullTokens(),
            plain.defaultValue(),
            plain.trim());
  }

  private void checkMissing(
      Map<ColumnSpec, Origin> columns,
      List<InspectedFile> files,
      boolean newTable,
      List<String> drift) {
    List<InspectedFile> withHeader = files.stream().filter(f -> !f.header().isEmpty()).toList();
    if (withHeader.isEmpty()) {
      return;
    }
    for (ColumnSpec column : columns.keySet()) {
      List<InspectedFile> lacking =
          withHeader.stream().filter(file -> !carries(file, column)).toList();
      if (lacking.isEmpty()) {
        continue;
      }
      String where = where(lacking, withHeader.size());
      DriftSpec.MissingColumn policy = spec.onDrift().missingColumn();
      boolean typo =
          policy == DriftSpec.MissingColumn.NULL
              && lacking.size() == files.size()
              && newTable
              && columns.get(column) == Origin.SPEC
              && column.defaultValue().isEmpty();
      if (typo) {
        throw new JobException(
            ExitCode.USAGE,
            "the spec's column "
                + column.name()
                + " (from "
                + String.join(" | ", column.sourceNames())
                + ") is in none of the files. They have: "
                + String.join(", ", withHeader.get(0).header())
                + ". Correct 'from', or give the column a 'default'");
      }
      if (policy == DriftSpec.MissingColumn.FAIL) {
        throw new JobException(
            ExitCode.REFUSED,
            "column "
                + column.name()
                + " is missing in "
                + where
                + ". on_drift.missing_column is 'fail': correct the files, or set it to \"null\" or"
                + " reject");
      }
      drift.add(
          "column "
              + column.name()
              + " is missing in "
              + where
              + ": "
              + (policy == DriftSpec.MissingColumn.REJECT
                  ? "its rows are rejected"
                  : column.defaultValue().map(value -> "filled with " + value).orElse("null")));
    }
  }

  private static String where(List<InspectedFile> files, int of) {
    String first = files.get(0).version().uri();
    return files.size() == 1 && of == 1
        ? first
        : files.size() + " of " + of + " files, for example " + first;
  }

  private static boolean carries(InspectedFile file, ColumnSpec column) {
    Set<String> fields = new HashSet<>();
    file.header().forEach(field -> fields.add(lower(field)));
    return column.sourceNames().stream().anyMatch(name -> fields.contains(lower(name)));
  }

  private static Set<String> sourceNames(Set<ColumnSpec> columns) {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> column.sourceNames().forEach(name -> names.add(lower(name))));
    return names;
  }

  private static Set<String> lowerNames(List<ColumnSpec> columns) {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(lower(column.name())));
    return names;
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
