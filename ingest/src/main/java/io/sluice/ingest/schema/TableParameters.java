package io.sluice.ingest.schema;

import io.sluice.catalog.Table;
import io.sluice.spec.AuditSpec;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec;
import io.sluice.spec.RejectSpec;
import io.sluice.spec.SourceSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.SpecWriter;
import io.sluice.spec.TargetSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a table remembers of the runs that made it: its source columns, because columns of the table
 * would not do, since transforms make others of them; and how long it keeps replaced files. Nothing
 * else of a spec: whoever may read the catalog would read the salts of its masks.
 */
public final class TableParameters {
  /** A spec with these columns as its schema, and defaults everywhere else. */
  private static final String COLUMNS = "sluice.columns";

  /** Likewise those of which no value was seen yet: their types are none. */
  private static final String UNTYPED = "sluice.untyped_columns";

  private static final String KEEP_REPLACED = "sluice.keep_replaced_seconds";
  private static final String CLASSIFICATION = "classification";

  /** What earlier versions kept: the spec with all that is in it. */
  private static final String PINNED_SPEC = "sluice.pinned_spec";

  private TableParameters() {}

  /** The parameters that a run leaves with its table. */
  public static Map<String, String> of(DatasetSpec spec, SourceSchema schema) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put(CLASSIFICATION, "parquet");
    parameters.put(COLUMNS, SpecWriter.toYaml(onlyColumns(schema.columns())));
    parameters.put(KEEP_REPLACED, Long.toString(spec.target().keepReplaced().toSeconds()));
    putUntyped(parameters, schema.untyped());
    return parameters;
  }

  private static void putUntyped(Map<String, String> parameters, List<ColumnSpec> untyped) {
    parameters.remove(UNTYPED);
    if (!untyped.isEmpty()) {
      parameters.put(UNTYPED, SpecWriter.toYaml(onlyColumns(untyped)));
    }
  }

  /**
   * Those that a table has, with what a run leaves with it.
   *
   * @param typed names, in lower case, of columns that have a type in the one or the other
   */
  public static Map<String, String> merged(
      Map<String, String> old, Map<String, String> of, Set<String> typed) {
    Map<String, String> merged = new HashMap<>(old);
    merged.putAll(of);
    merged.remove(PINNED_SPEC);
    Map<String, ColumnSpec> untyped = new LinkedHashMap<>();
    untyped(old).forEach(column -> untyped.put(FilesByHeader.lower(column.name()), column));
    untyped(of).forEach(column -> untyped.putIfAbsent(FilesByHeader.lower(column.name()), column));
    untyped.keySet().removeAll(typed);
    putUntyped(merged, List.copyOf(untyped.values()));
    return merged;
  }

  /** The columns of which no run had a value, in a table with these parameters. */
  public static List<ColumnSpec> untyped(Map<String, String> parameters) {
    return Optional.ofNullable(parameters.get(UNTYPED))
        .map(text -> SpecReader.readColumns(text, "the columns without a type kept with the table"))
        .orElse(List.of());
  }

  private static DatasetSpec onlyColumns(List<ColumnSpec> columns) {
    return new DatasetSpec(
        "columns",
        SourceSpec.of("none"),
        columns,
        RejectSpec.DEFAULT,
        DriftSpec.DEFAULT,
        List.of(),
        List.of(),
        AuditSpec.NONE,
        TargetSpec.of("columns"));
  }

  /** The source columns of the last run, if the table is Sluice's. */
  public static Optional<List<ColumnSpec>> columns(Table table) {
    String kept = table.parameters().getOrDefault(COLUMNS, table.parameters().get(PINNED_SPEC));
    return Optional.ofNullable(kept)
        .map(
            text ->
                SpecReader.readColumns(
                    text, "the columns kept with table " + table.qualifiedName()));
  }

  /** How long the last run's spec keeps replaced files. */
  public static Duration keepReplaced(Table table) {
    String seconds = table.parameters().get(KEEP_REPLACED);
    return seconds == null
        ? TargetSpec.DEFAULT_KEEP_REPLACED
        : Duration.ofSeconds(Long.parseLong(seconds));
  }
}
