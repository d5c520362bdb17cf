package io.sluice.spec;

import io.sluice.spec.AuditSpec.AuditColumn;
import io.sluice.spec.DriftSpec.NewColumn;
import io.sluice.spec.QualityRule.In;
import io.sluice.spec.QualityRule.Matches;
import io.sluice.spec.QualityRule.NotNull;
import io.sluice.spec.QualityRule.Range;
import io.sluice.spec.QualityRule.Unique;
import io.sluice.spec.SpecNode.Sequence;
import io.sluice.spec.TransformSpec.Cast;
import io.sluice.spec.TransformSpec.Deduplicate;
import io.sluice.spec.TransformSpec.Mask;
import io.sluice.spec.TransformSpec.Rename;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What must hold between the parts of a spec. Parts that could not be read are left out. */
final class SpecChecks {
  /** Where {@code new_column: rescue} puts what no column names. */
  private static final int SHOWN_COLUMNS = 20;

  private SpecChecks() {}

  static void check(Fields f) {
    tableName(f);
    List<String> columns = f.get(DatasetKeys.SCHEMA).stream().map(ColumnSpec::name).toList();
    duplicates(f, columns);
    ruleNames(f);
    ColumnScope scope = new ColumnScope(columns);
    if (f.get(DatasetKeys.ON_DRIFT).newColumn() == NewColumn.RESCUE) {
      scope.add(DriftSpec.RESCUED_COLUMN);
    }
    if (!readable(f, DatasetKeys.TRANSFORMS)) {
      return;
    }
    for (TransformSpec step : f.get(DatasetKeys.TRANSFORMS)) {
      used(step).forEach(c -> require(f, scope, c, step.location()));
      scope.pass(step);
    }
    for (QualityRule rule : f.get(DatasetKeys.QUALITY)) {
      used(rule).forEach(c -> require(f, scope, c, rule.location()));
    }
    for (AuditColumn column : f.get(DatasetKeys.AUDIT).columns()) {
      scope.add(column.columnName());
    }
    TargetSpec target = f.get(DatasetKeys.TARGET);
    if (target != null) {
      List<String> partition = target.partitionBy().stream().map(PartitionField::column).toList();
      targetColumns(f, scope, "partition_by", partition);
      targetColumns(f, scope, "bloom_filters", target.bloomFilters());
    }
  }

  private static boolean readable(Fields f, Key<?> key) {
    return f.has(key) || !f.given(key);
  }

  /** The finished name: where the spec has none for the table, it is made of the dataset's. */
  private static void tableName(Fields f) {
    TargetSpec target = f.get(DatasetKeys.TARGET);
    String dataset = f.get(DatasetKeys.DATASET);
    if (target == null || dataset == null) {
      return;
    }
    boolean named = !target.table().isEmpty();
    String table = named ? target.table() : TargetNames.ofDataset(dataset);
    TargetNames.refusal(target.database(), table)
        .ifPresent(
            refused -> {
              Place place =
                  named ? f.place(DatasetKeys.TARGET).key("table") : f.place(DatasetKeys.DATASET);
              SpecNode node =
                  f.node(DatasetKeys.TARGET) instanceof SpecNode.Mapping mapping && named
                      ? mapping.value("table").orElse(mapping)
                      : f.node(DatasetKeys.DATASET);
              place.problem(node, place.words() + " " + refused.getMessage(), refused.hint);
            });
  }

  private static void duplicates(Fields f, List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (AuditColumn column : f.get(DatasetKeys.AUDIT).columns()) {
      seen.add(column.columnName());
    }
    Place schema = f.place(DatasetKeys.SCHEMA);
    for (int i = 0; i < columns.size(); i++) {
      if (!seen.add(columns.get(i).toLowerCase(Locale.ROOT))) {
        SpecNode node = item(f.node(DatasetKeys.SCHEMA), i);
        schema
            .index(i)
            .problem(
                node,
                "column '" + columns.get(i) + "' is there twice",
                "names differ by more than case");
      }
    }
  }

  private static void ruleNames(Fields f) {
    Set<String> seen = new HashSet<>();
    for (QualityRule rule : f.get(DatasetKeys.QUALITY)) {
      if (!rule.name().isEmpty() && !seen.add(rule.name().toLowerCase(Locale.ROOT))) {
        add(f, rule.location(), "rule name '" + rule.name() + "' is there twice", "rename one");
      }
    }
  }

  private static void targetColumns(Fields f, ColumnScope scope, String key, List<String> columns) {
    Place place = f.place(DatasetKeys.TARGET).key(key);
    SpecNode list =
        f.node(DatasetKeys.TARGET) instanceof SpecNode.Mapping target
            ? target.value(key).orElse(target)
            : f.node(DatasetKeys.TARGET);
    for (int i = 0; i < columns.size(); i++) {
      require(f, scope, columns.get(i), place.index(i).location(item(list, i)));
    }
  }

  /** The item, or where the item alone stands in the list's place, that. */
  private static SpecNode item(SpecNode list, int index) {
    return list instanceof Sequence sequence && index < sequence.items().size()
        ? sequence.items().get(index)
        : list;
  }

  private static void require(Fields f, ColumnScope scope, String column, SpecLocation at) {
    if (scope.lacks(column)) {
      Collection<String> names = scope.names();
      List<String> shown = new ArrayList<>(names).subList(0, Math.min(SHOWN_COLUMNS, names.size()));
      String others = "columns are " + String.join(", ", shown);
      add(
          f,
          at,
          "'" + at.path() + "' names column '" + column + "', which is not there",
          NearestName.hint(column, names, shown.size() < names.size() ? others + ", ..." : others));
    }
  }

  private static void add(Fields f, SpecLocation at, String message, String hint) {
    f.place().problems().add(new SpecProblem(at, message, hint));
  }

  private static Collection<String> used(TransformSpec step) {
    if (step instanceof Rename rename) {
      return rename.columns().keySet();
    } else if (step instanceof Cast cast) {
      return cast.columns().keySet();
    } else if (step instanceof Deduplicate deduplicate) {
      return deduplicate.keys();
    }
    return step instanceof Mask mask ? mask.columns() : List.of();
  }

  private static Collection<String> used(QualityRule rule) {
    if (rule instanceof NotNull r) {
      return r.columns();
    } else if (rule instanceof Unique r) {
      return r.columns();
    } else if (rule instanceof In r) {
      return List.of(r.column());
    } else if (rule instanceof Range r) {
      return List.of(r.column());
    }
    return rule instanceof Matches r ? List.of(r.column()) : List.of();
  }
}
