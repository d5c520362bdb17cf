package io.sluice.ingest.schema;

import io.sluice.formats.infer.ColumnNames;
import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.SourceNames;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.schema.FieldProfiler.Profile;
import io.sluice.ingest.schema.SourceSchema.Origin;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec;
import io.sluice.spec.DriftSpec.NewColumn;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.TypeGrowth;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
  private static final int MAX_NAME_BYTES = 512;
  private static final int SHOWN_CHARACTERS = 60;

  /** Records in which fields are counted that come to nothing but a note, of all files together. */
  private static final long MOST_COUNTED = 100_000;

  private static final long LEAST_COUNTED = 1_000;

  private final DatasetSpec spec;
  private final FieldProfiler profiler;

  public SchemaResolver(DatasetSpec spec, FieldProfiler profiler) {
    this.spec = spec;
    this.profiler = profiler;
  }

  /**
   * What earlier runs left with the table.
   *
   * @param columns those that they read; absent: there was no run
   * @param untyped those that the table has, and of which no run has seen a value
   */
  public record Known(Optional<List<ColumnSpec>> columns, List<ColumnSpec> untyped) {
    /** There is no table yet. */
    public static final Known NOTHING = new Known(Optional.empty(), List.of());
  }

  /**
   * @throws IngestException if the drift policy refuses what the files hold
   */
  public SourceSchema resolve(List<InspectedFile> files, Known before) {
    Optional<List<ColumnSpec>> known = before.columns();
    List<InspectedFile> readable = files.stream().filter(file -> !file.empty()).toList();
    Map<ColumnSpec, Origin> columns = new LinkedHashMap<>();
    if (!spec.schema().isEmpty()) {
      Map<String, ColumnSpec> earlier = new HashMap<>();
      known.orElse(List.of()).forEach(column -> earlier.putIfAbsent(key(column), column));
      spec.schema()
          .forEach(column -> columns.put(asGrown(column, earlier.get(key(column))), Origin.SPEC));
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
    Untyped untyped = new Untyped(spec, before.untyped(), columns.keySet());
    boolean first = columns.isEmpty() && untyped.isEmpty();
    FilesByHeader byHeader = new FilesByHeader(readable, InspectedFile::header);
    List<InspectedFile> toProfile =
        first ? readable : toProfile(byHeader, sourceNames(columns.keySet()), untyped);
    // All bytes are read twice only where something comes of it.
    boolean told = !first && !adds() && untyped.isEmpty();
    long most =
        told
            ? Math.max(LEAST_COUNTED, MOST_COUNTED / Math.max(1, toProfile.size()))
            : Long.MAX_VALUE;
    Profile profile = profile(toProfile, most, told, drift);
    List<InferredColumn> fields = profile.fields();
    NewFields leftOut = addNew(columns, untyped, fields, toProfile, first, drift);
    if (!first && !adds()) {
      byHeader
          .unknown(known(columns, untyped))
          .forEach((name, in) -> leftOut.add(name, in, readable.size()));
    }
    FolderColumns folders = new FolderColumns(spec, readable);
    folders.addTo(columns, first, leftOut, drift);
    leftOut.leftOutOf(drift, spec.onDrift().newColumn(), profile.records() < most ? "" : in(most));
    drift.addAll(folders.clashes(fields));
    checkMissing(
        columns, new FilesByHeader(readable, InspectedFile::fields), known.isEmpty(), drift);
    if (columns.isEmpty() && untyped.isEmpty() && !readable.isEmpty()) {
      throw new IngestException(
          ExitCode.FAILED,
          "no columns found in "
              + readable.get(0).version().uri()
              + ": read as "
              + readable.get(0).layout().format()
              + ", it holds no good record. Correct source.format if it is something else, or name"
              + " the columns under 'schema' in the spec");
    }
    columns.keySet().forEach(SchemaResolver::requireShortNames);
    untyped.columns().forEach(SchemaResolver::requireShortNames);
    return new SourceSchema(
        List.copyOf(columns.keySet()), List.copyOf(columns.values()), untyped.columns(), drift);
  }

  private static String key(ColumnSpec column) {
    return column.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A column of the spec with the members that drift has added in earlier runs.
   *
   * @param earlier as those runs had it; null if they had none
   */
  private static ColumnSpec asGrown(ColumnSpec column, ColumnSpec earlier) {
    if (earlier == null) {
      return column;
    }
    DataType grown =
        TypeGrowth.grown(column.type(), earlier.type(), column.name(), new ArrayList<>());
    return grown.equals(column.type()) ? column : withType(column, grown);
  }

  private static void requireShortNames(ColumnSpec column) {
    requireShort(column.name());
    requireShortFields(column.type());
  }

  private static void requireShortFields(DataType type) {
    if (type instanceof DataType.StructType struct) {
      struct
          .fields()
          .forEach(
              field -> {
                requireShort(field.name());
                requireShortFields(field.type());
              });
    } else if (type instanceof DataType.ArrayType array) {
      requireShortFields(array.element());
    }
  }

  /** Every reader of the table, the catalog and each report would carry it along. */
  private static void requireShort(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_NAME_BYTES) {
      throw new IngestException(
          ExitCode.USAGE,
          "the name of a column has "
              + bytes
              + " bytes, and at most "
              + MAX_NAME_BYTES
              + " are taken: '"
              + name.substring(0, SHOWN_CHARACTERS)
              + "…'. If that is no header, set source.options.header: false; else give the column a"
              + " short name under 'schema', with the long one as its 'from'");
    }
  }

  /**
   * The files that may have fields of no column, or values of one that has no type yet. Reading all
   * bytes twice is saved where nothing new can come of it.
   */
  private List<InspectedFile> toProfile(FilesByHeader files, Set<String> sources, Untyped untyped) {
    boolean adds = adds();
    Set<String> known = new HashSet<>(sources);
    known.addAll(untyped.sources());
    return files.where(
        fields ->
            // Where only records tell their fields, what is left out of the table is counted, too.
            fields.isEmpty()
                || (adds && !known.containsAll(fields))
                || untyped.sources().stream().anyMatch(fields::contains));
  }

  /**
   * @param told whether nothing depends on it but what is told
   */
  private Profile profile(List<InspectedFile> files, long most, boolean told, List<String> drift) {
    Profile none = new Profile(List.of(), 0);
    if (files.isEmpty()) {
      return none;
    }
    try {
      return profiler.profile(files, most);
    } catch (IngestException e) {
      if (!told) {
        throw e;
      }
      drift.add("fields that the table has no column for were not counted: " + e.getMessage());
      return none;
    }
  }

  private static String in(long most) {
    return String.format(Locale.ROOT, "; counted in the first %,d records of a file", most);
  }

  private static Set<String> known(Map<ColumnSpec, Origin> columns, Untyped untyped) {
    Set<String> known = sourceNames(columns.keySet());
    known.addAll(untyped.sources());
    return known;
  }

  /** Whether fields of no column are looked at: to be added, or for the run to be refused. */
  private boolean adds() {
    NewColumn policy = spec.onDrift().newColumn();
    return policy == NewColumn.ADD || policy == NewColumn.FAIL;
  }

  /** Returns what is left out of the table. */
  private NewFields addNew(
      Map<ColumnSpec, Origin> columns,
      Untyped untyped,
      List<InferredColumn> fields,
      List<InspectedFile> readFrom,
      boolean first,
      List<String> drift) {
    Set<String> sources = sourceNames(columns.keySet());
    Set<String> taken = lowerNames(List.copyOf(columns.keySet()));
    taken.addAll(lowerNames(untyped.columns()));
    ColumnNames names = new ColumnNames(taken);
    NewFields added = new NewFields();
    NewFields leftOut = new NewFields();
    boolean adds = first || adds();
    Map<String, List<ColumnSpec>> bySource = bySource(columns.keySet());
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
        grow(columns, bySource, field, adds, adds ? added : leftOut);
      } else if (!adds) {
        if (!parents.contains(FilesByHeader.lower(field.name()))) {
          leftOut.add(field);
        }
      } else {
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
          "the files have columns that the table has not: "
              + String.join(", ", added)
              + ". on_drift.new_column is 'fail': add them to the schema, or set it to add, ignore"
              + " or rescue");
    }
  }

  /**
   * Finds the members that a column's values have and its type has not.
   *
   * @param adds whether the type takes them up
   */
  private static void grow(
      Map<ColumnSpec, Origin> columns,
      Map<String, List<ColumnSpec>> bySource,
      InferredColumn field,
      boolean adds,
      NewFields found) {
    boolean changed = false;
    for (ColumnSpec column : bySource.get(FilesByHeader.lower(field.name()))) {
      List<String> members = new ArrayList<>();
      DataType grown = TypeGrowth.grown(column.type(), field.type(), column.name(), members);
      found.addMembers(field, column.name(), members);
      if (adds && !grown.equals(column.type())) {
        replace(columns, column, withType(column, grown));
        changed = true;
      }
    }
    if (changed) {
      bySource.clear();
      bySource.putAll(bySource(columns.keySet()));
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
  private static Map<String, List<ColumnSpec>> bySource(Set<ColumnSpec> columns) {
    Map<String, List<ColumnSpec>> bySource = new HashMap<>();
    for (ColumnSpec column : columns) {
      column.sourceNames().stream()
          .map(FilesByHeader::lower)
          .distinct()
          .forEach(name -> bySource.computeIfAbsent(name, n -> new ArrayList<>()).add(column));
    }
    return bySource;
  }

  /** Puts a column into the place of another. */
  private static void replace(Map<ColumnSpec, Origin> columns, ColumnSpec old, ColumnSpec other) {
    Map<ColumnSpec, Origin> before = new LinkedHashMap<>(columns);
    columns.clear();
    before.forEach((column, origin) -> columns.put(column.equals(old) ? other : column, origin));
  }

  private static ColumnSpec withType(ColumnSpec column, DataType type) {
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

  private void checkMissing(
      Map<ColumnSpec, Origin> columns, FilesByHeader files, boolean newTable, List<String> drift) {
    List<InspectedFile> withHeader = files.where(fields -> !fields.isEmpty());
    if (withHeader.isEmpty()) {
      return;
    }
    int all = files.where(fields -> true).size();
    for (ColumnSpec column : columns.keySet()) {
      List<InspectedFile> lacking =
          files.where(fields -> !fields.isEmpty() && !carry(fields, column));
      if (lacking.isEmpty()) {
        continue;
      }
      String where = where(lacking, withHeader.size());
      DriftSpec.MissingColumn policy = spec.onDrift().missingColumn();
      boolean typo =
          policy == DriftSpec.MissingColumn.NULL
              && lacking.size() == all
              && newTable
              && columns.get(column) == Origin.SPEC
              && column.defaultValue().isEmpty();
      if (typo) {
        throw new IngestException(
            ExitCode.USAGE,
            "the spec's column "
                + column.name()
                + " (from "
                + String.join(" | ", column.sourceNames())
                + ") is in none of the files. They have: "
                + String.join(", ", withHeader.get(0).fields())
                + (isHeadless(withHeader.get(0))
                    ? ". The file has no header, so that columns are taken in order: its records"
                        + " have "
                        + withHeader.get(0).header().size()
                        + " fields. Set source.options.delimiter if there are more, or give the"
                        + " column a 'default'"
                    : ". Correct 'from', or give the column a 'default'"));
      }
      if (policy == DriftSpec.MissingColumn.FAIL) {
        throw new IngestException(
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

  private static boolean isHeadless(InspectedFile file) {
    return file.layout() instanceof FileLayout.Tabular table && !table.hasHeader();
  }

  private static String where(List<InspectedFile> files, int of) {
    String first = files.get(0).version().uri();
    return files.size() == 1 && of == 1
        ? first
        : files.size() + " of " + of + " files, for example " + first;
  }

  private static boolean carry(Set<String> fields, ColumnSpec column) {
    return column.sourceNames().stream()
        .anyMatch(name -> fields.contains(FilesByHeader.lower(name)));
  }

  static Set<String> sourceNames(Set<ColumnSpec> columns) {
    Set<String> names = new HashSet<>();
    columns.forEach(
        column -> column.sourceNames().forEach(name -> names.add(FilesByHeader.lower(name))));
    return names;
  }

  static Set<String> lowerNames(List<ColumnSpec> columns) {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(FilesByHeader.lower(column.name())));
    return names;
  }
}
