package io.sluice.ingest.schema;

import io.sluice.formats.infer.InferredColumn;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.schema.FieldProfiler.Profile;
import io.sluice.ingest.schema.SourceSchema.Origin;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.TypeGrowth;
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
    List<InspectedFile> readable = files.stream().filter(file -> !file.empty()).toList();
    Map<ColumnSpec, Origin> columns = before(before.columns());
    List<String> drift = new ArrayList<>();
    Untyped untyped = new Untyped(spec, before.untyped(), columns.keySet());
    boolean first = columns.isEmpty() && untyped.isEmpty();
    boolean adds = NewColumns.adds(spec);
    FilesByHeader byHeader = new FilesByHeader(readable, InspectedFile::header);
    Set<String> settled = ColumnKeys.sourceNames(columns.keySet());
    Set<String> known = new HashSet<>(settled);
    known.addAll(untyped.sources());
    List<InspectedFile> toProfile = first ? readable : toProfile(byHeader, known, adds, untyped);
    // All bytes are read twice only where something comes of it.
    boolean told = !first && !adds && untyped.isEmpty();
    long most =
        told
            ? Math.max(LEAST_COUNTED, MOST_COUNTED / Math.max(1, toProfile.size()))
            : Long.MAX_VALUE;
    Profile profile = profile(toProfile, settled, most, told, drift);
    List<InferredColumn> fields = profile.fields();
    NewFields leftOut =
        new NewColumns(spec, columns, untyped, drift).take(fields, toProfile, first);
    if (!first && !adds) {
      known = ColumnKeys.sourceNames(columns.keySet());
      known.addAll(untyped.sources());
      byHeader.unknown(known).forEach((name, in) -> leftOut.add(name, in, readable.size()));
    }
    FolderColumns folders = new FolderColumns(spec, readable);
    folders.addTo(columns, first, leftOut, drift);
    leftOut.leftOutOf(drift, spec.onDrift().newColumn(), profile.records() < most ? "" : in(most));
    drift.addAll(folders.clashes(fields));
    MissingColumns.check(
        spec,
        columns,
        new FilesByHeader(readable, InspectedFile::fields),
        before.columns().isEmpty(),
        drift);
    if (columns.isEmpty() && untyped.isEmpty() && !readable.isEmpty()) {
      throw new IngestException(
          ExitCode.FAILED,
          "no columns found in "
              + readable.get(0).version().uri()
              + ": read as "
              + readable.get(0).layout().format()
              + ", it contains no valid record. Correct source.format if it is something else, or"
              + " name the columns under 'schema' in the spec");
    }
    columns.keySet().forEach(NameLimit::requireMembers);
    untyped.columns().forEach(NameLimit::requireMembers);
    return new SourceSchema(
        List.copyOf(columns.keySet()), List.copyOf(columns.values()), untyped.columns(), drift);
  }

  /** The spec's columns and those of earlier runs. */
  private Map<ColumnSpec, Origin> before(Optional<List<ColumnSpec>> known) {
    Map<ColumnSpec, Origin> columns = new LinkedHashMap<>();
    Map<String, ColumnSpec> earlier = new HashMap<>();
    known.orElse(List.of()).forEach(column -> earlier.putIfAbsent(key(column), column));
    spec.schema()
        .forEach(column -> columns.put(asGrown(column, earlier.get(key(column))), Origin.SPEC));
    // Columns that drift added in earlier runs stay, though the spec does not name them.
    Set<String> named = ColumnKeys.names(columns.keySet());
    for (ColumnSpec column : known.orElse(List.of())) {
      if (!named.contains(FilesByHeader.lower(column.name()))) {
        columns.put(column, Origin.TABLE);
      }
    }
    return columns;
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
    return grown.equals(column.type()) ? column : NewColumns.withType(column, grown);
  }

  /**
   * The files that may have fields of no column, or values of one that has no type yet. Reading all
   * bytes twice is saved where nothing new can come of it.
   *
   * @param known the fields of columns
   * @param adds whether others are looked at
   */
  private static List<InspectedFile> toProfile(
      FilesByHeader files, Set<String> known, boolean adds, Untyped untyped) {
    return files.where(
        fields ->
            // Where only records tell their fields, what is left out of the table is counted, too.
            fields.isEmpty()
                || (adds && !known.containsAll(fields))
                || untyped.sources().stream().anyMatch(fields::contains));
  }

  /**
   * @param settled the fields whose types are known
   * @param told whether nothing depends on it but what is told
   */
  private Profile profile(
      List<InspectedFile> files, Set<String> settled, long most, boolean told, List<String> drift) {
    Profile none = new Profile(List.of(), 0);
    if (files.isEmpty()) {
      return none;
    }
    try {
      return profiler.profile(files, settled, most);
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
}
