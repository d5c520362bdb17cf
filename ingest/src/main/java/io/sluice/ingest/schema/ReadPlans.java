package io.sluice.ingest.schema;

import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.spec.AuditSpec.AuditColumn;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec;
import io.sluice.spec.DriftSpec.MissingColumn;
import io.sluice.spec.DriftSpec.NewColumn;
import io.sluice.spec.DriftSpec.TypeChange;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.DataType.Primitive;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settles, once and on the driver, what spec, column and defaults say about each value. */
public final class ReadPlans {
  private ReadPlans() {}

  public static ReadPlan plan(
      DatasetSpec spec, SourceSchema schema, String runId, Instant startedAt) {
    List<ReadColumn> columns = new ArrayList<>();
    OnBadValue onBadValue =
        spec.onDrift().typeChange() == TypeChange.NULL ? OnBadValue.NULL : OnBadValue.REJECT;
    for (ColumnSpec column : schema.columns()) {
      columns.add(
          new ReadColumn(
              column.name(),
              column.type(),
              column.sourceNames(),
              Kind.FIELD,
              column.nullable(),
              ValueRules.of(spec.source().options(), column),
              onBadValue));
    }
    if (spec.onDrift().newColumn() == NewColumn.RESCUE) {
      columns.add(own(DriftSpec.RESCUED_COLUMN, Primitive.STRING, Kind.RESCUED, Optional.empty()));
    }
    for (AuditColumn audit : spec.audit().columns()) {
      columns.add(audit(audit, runId, startedAt));
    }
    return new ReadPlan(
        columns,
        ReadPlan.DEFAULT_BATCH_ROWS,
        spec.onDrift().missingColumn() == MissingColumn.REJECT
            ? ReadPlan.MissingColumn.REJECT
            : ReadPlan.MissingColumn.NULL,
        spec.transforms().isEmpty() ? folderColumns(spec) : List.of());
  }

  /** Columns whose own values are partition keys: no transform comes between. */
  private static List<String> folderColumns(DatasetSpec spec) {
    return spec.target().partitionBy().stream()
        .filter(field -> field.function() == PartitionFunction.IDENTITY)
        .map(PartitionField::column)
        .toList();
  }

  private static ReadColumn audit(AuditColumn audit, String runId, Instant startedAt) {
    String name = audit.columnName();
    return switch (audit) {
      case SOURCE_FILE -> own(name, Primitive.STRING, Kind.SOURCE_FILE, Optional.empty());
      case RECORD_NUMBER -> own(name, Primitive.BIGINT, Kind.RECORD_NUMBER, Optional.empty());
      case RUN_ID -> own(name, Primitive.STRING, Kind.CONSTANT, Optional.of(runId));
      case INGESTED_AT ->
          // A clock may count nanoseconds; a timestamp with more than micros is no timestamp.
          own(
              name,
              Primitive.TIMESTAMP,
              Kind.CONSTANT,
              Optional.of(startedAt.truncatedTo(ChronoUnit.MICROS).toString()));
    };
  }

  private static ReadColumn own(String name, Primitive type, Kind kind, Optional<String> constant) {
    ValueRules rules = ValueRules.STRICT.withDefault(constant);
    return new ReadColumn(name, type, List.of(), kind, true, rules, OnBadValue.REJECT);
  }
}
