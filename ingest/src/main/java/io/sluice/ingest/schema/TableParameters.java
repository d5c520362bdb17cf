package io.sluice.ingest.schema;

import io.sluice.catalog.Table;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.SpecWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a table remembers of the runs that made it: the spec with its source columns pinned. Columns
 * of the table would not do, since transforms make others of them.
 */
public final class TableParameters {
  private static final String PINNED_SPEC = "sluice.pinned_spec";
  private static final String CLASSIFICATION = "classification";

  private TableParameters() {}

  /** The parameters that a run leaves with its table. */
  public static Map<String, String> of(DatasetSpec spec, SourceSchema schema) {
    return Map.of(
        CLASSIFICATION, "parquet", PINNED_SPEC, SpecWriter.toYaml(pinned(spec, schema.columns())));
  }

  /** The spec with these columns as its schema. */
  public static DatasetSpec pinned(DatasetSpec spec, List<ColumnSpec> columns) {
    return new DatasetSpec(
        spec.dataset(),
        spec.source(),
        columns,
        spec.rejects(),
        spec.onDrift(),
        spec.transforms(),
        spec.quality(),
        spec.audit(),
        spec.target());
  }

  /** The spec of the last run, if the table is Sluice's, with its source columns as its schema. */
  public static Optional<DatasetSpec> spec(Table table) {
    return Optional.ofNullable(table.parameters().get(PINNED_SPEC))
        .map(text -> SpecReader.read(text, "the spec kept with table " + table.qualifiedName()));
  }
}
