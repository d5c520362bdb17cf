package io.sluice.spec;

import static io.sluice.spec.Shapes.words;

import io.sluice.spec.AuditSpec.AuditColumn;
import io.sluice.spec.DriftSpec.MissingColumn;
import io.sluice.spec.DriftSpec.NewColumn;
import io.sluice.spec.DriftSpec.TypeChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The keys of a spec: the root of the model that reader, JSON Schema and reference page share. */
final class DatasetKeys {
  static final Key<String> DATASET =
      Key.required(
          "dataset",
          Shapes.DATASET_NAME,
          "The name under which ledger, reports and the command line know it.");
  static final Key<SourceSpec> SOURCE =
      Key.required("source", SourceKeys.SHAPE, "Where the files are and what they are.");
  static final Key<List<ColumnSpec>> SCHEMA =
      Key.of(
          "schema",
          Shapes.list(ColumnKeys.SHAPE),
          List.of(),
          "inferred from the files",
          "The table's columns, in order.");
  private static final Key<RejectSpec> REJECTS =
      Key.of(
          "rejects",
          rejects(),
          RejectSpec.DEFAULT,
          "no limit",
          "How many rejected records a run may have before it fails and publishes nothing.");
  static final Key<DriftSpec> ON_DRIFT =
      Key.of(
          "on_drift",
          drift(),
          DriftSpec.DEFAULT,
          "",
          "What happens when a file does not have the columns of the table.");
  static final Key<List<TransformSpec>> TRANSFORMS =
      Key.of(
          "transforms",
          Shapes.list(TransformKeys.SHAPE),
          List.of(),
          "",
          "Steps between the parsed columns and the table, in order.");
  static final Key<List<QualityRule>> QUALITY =
      Key.of(
          "quality",
          Shapes.list(QualityKeys.SHAPE),
          List.of(),
          "",
          "Statements about the rows, after the transforms, that must hold.");
  static final Key<AuditSpec> AUDIT =
      Key.of("audit", audit(), AuditSpec.NONE, "", "Extra columns that say where a row came from.");
  static final Key<TargetSpec> TARGET =
      Key.required("target", TargetKeys.SHAPE, "The table that the files become.");

  static final ObjectShape<DatasetSpec> SHAPE =
      new ObjectShape<>(
          List.of(DATASET, SOURCE, SCHEMA, REJECTS, ON_DRIFT, TRANSFORMS, QUALITY, AUDIT, TARGET),
          SpecChecks::check,
          DatasetKeys::build);

  private DatasetKeys() {}

  private static DatasetSpec build(Fields f) {
    TargetSpec target = f.get(TARGET);
    String table =
        target.table().isEmpty() ? TargetNames.ofDataset(f.get(DATASET)) : target.table();
    return new DatasetSpec(
        f.get(DATASET),
        f.get(SOURCE),
        f.get(SCHEMA),
        f.get(REJECTS),
        f.get(ON_DRIFT),
        f.get(TRANSFORMS),
        QualityNames.complete(f.get(QUALITY)),
        f.get(AUDIT),
        target.withTable(table));
  }

  private static Shape<RejectSpec> rejects() {
    Key<Optional<Long>> maxRows =
        Key.optional(
            "max_rows",
            Shapes.whole(0, Long.MAX_VALUE),
            "no limit",
            "The most records that may be rejected.");
    Key<Optional<Double>> maxFraction =
        Key.optional(
            "max_fraction",
            fraction(),
            "no limit",
            "The greatest fraction of the records read that may be rejected, 0 to 1.");
    Key<Boolean> keepRaw =
        Key.of(
            "keep_raw",
            Shapes.BOOLEAN,
            false,
            "false",
            "Where a step masks columns: whether rejected records, and the values in messages, are"
                + " kept unmasked.");
    return new ObjectShape<>(
        List.of(maxRows, maxFraction, keepRaw),
        f ->
            new RejectSpec(
                f.get(maxRows).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                f.get(maxFraction).map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                f.get(keepRaw)));
  }

  private static Shape<Double> fraction() {
    return new ScalarShape<>(
        "number from 0 to 1",
        ScalarShape.NullText.NO_VALUE,
        () -> Schemas.typed("number").put("minimum", 0).put("maximum", 1),
        text -> {
          try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= 1) {
              return value;
            }
          } catch (NumberFormatException e) {
            // Refused below, as a number out of bounds is.
          }
          throw new Refused("must be a number from 0 to 1, but is '" + text + "'", "1% is 0.01");
        });
  }

  private static Shape<DriftSpec> drift() {
    DriftSpec defaults = DriftSpec.DEFAULT;
    Key<NewColumn> newColumn =
        Key.of(
            "new_column",
            words(NewColumn.class),
            defaults.newColumn(),
            "add",
            "A field that no column names: add it to the table; ignore it; rescue it into the"
                + " _rescued column as JSON; fail before anything is written.");
    Key<MissingColumn> missingColumn =
        Key.of(
            "missing_column",
            words(MissingColumn.class),
            defaults.missingColumn(),
            "null",
            "A column that a file lacks: null, or the column's default, in its rows; reject the"
                + " file's rows; fail before anything is written.");
    Key<TypeChange> typeChange =
        Key.of(
            "type_change",
            words(TypeChange.class),
            defaults.typeChange(),
            "reject",
            "A value that is not of its column's type: reject the record; null in its place; fail"
                + " with the first such value.");
    return new ObjectShape<>(
        List.of(newColumn, missingColumn, typeChange),
        f -> new DriftSpec(f.get(newColumn), f.get(missingColumn), f.get(typeChange)));
  }

  private static Shape<AuditSpec> audit() {
    Map<String, AuditColumn> names = new LinkedHashMap<>();
    for (AuditColumn column : AuditColumn.values()) {
      names.put(column.name().toLowerCase(Locale.ROOT), column);
    }
    for (AuditColumn column : AuditColumn.values()) {
      names.put(column.columnName(), column);
    }
    Key<List<AuditColumn>> columns =
        Key.required(
            "columns",
            Shapes.oneOrMore(words(names)),
            "The columns, in order; each is named with a leading underscore in the table.");
    return new ObjectShape<>(
        List.of(columns),
        f -> {
          // A list with a name that is none has been reported, and has no value.
          if (f.has(columns)
              && f.get(columns).stream().distinct().count() < f.get(columns).size()) {
            f.problem(columns, "names a column twice", "remove one of them");
          }
        },
        f -> new AuditSpec(f.get(columns)));
  }
}
