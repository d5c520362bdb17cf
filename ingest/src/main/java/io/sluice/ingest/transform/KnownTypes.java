package io.sluice.ingest.transform;

import io.sluice.spec.AuditSpec.AuditColumn;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec;
import io.sluice.spec.DriftSpec.NewColumn;
import io.sluice.spec.TransformSpec;
import io.sluice.spec.TransformSpec.Cast;
import io.sluice.spec.TransformSpec.Mask;
import io.sluice.spec.TransformSpec.Rename;
import io.sluice.spec.TransformSpec.Select;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.TypeParser;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The columns' types at one point of the transforms, as far as the spec alone tells them. */
final class KnownTypes {
  /** By name in lower case. */
  private final Map<String, DataType> types = new HashMap<>();

  KnownTypes(DatasetSpec spec) {
    for (ColumnSpec column : spec.schema()) {
      types.put(key(column.name()), column.type());
    }
    if (spec.onDrift().newColumn() == NewColumn.RESCUE) {
      types.put(key(DriftSpec.RESCUED_COLUMN), Primitive.STRING);
    }
    for (AuditColumn audit : spec.audit().columns()) {
      types.put(
          key(audit.columnName()),
          switch (audit) {
            case SOURCE_FILE, RUN_ID -> Primitive.STRING;
            case RECORD_NUMBER -> Primitive.BIGINT;
            case INGESTED_AT -> Primitive.TIMESTAMP;
          });
    }
  }

  Optional<DataType> of(String column) {
    return Optional.ofNullable(types.get(key(column)));
  }

  /** Goes on to after a step, which does not need Spark SQL. */
  void pass(TransformSpec step) {
    if (step instanceof Cast cast) {
      cast.columns().forEach((name, ddl) -> types.put(key(name), TypeParser.parse(ddl)));
    } else if (step instanceof Mask mask) {
      mask.columns().forEach(name -> types.put(key(name), Primitive.STRING));
    } else if (step instanceof Rename rename) {
      move(rename.columns());
    } else if (step instanceof Select select) {
      Map<String, String> names = new HashMap<>();
      for (String text : select.expressions()) {
        SelectItem item = SelectItem.of(text).orElseThrow();
        item.alias().ifPresent(alias -> names.put(alias, item.column().orElseThrow()));
      }
      Map<String, DataType> before = Map.copyOf(types);
      names.forEach((alias, column) -> put(alias, before.get(key(column))));
    }
  }

  private void move(Map<String, String> names) {
    Map<String, DataType> before = Map.copyOf(types);
    names.keySet().forEach(old -> types.remove(key(old)));
    names.forEach((old, name) -> put(name, before.get(key(old))));
  }

  private void put(String name, DataType type) {
    if (type == null) {
      types.remove(key(name));
    } else {
      types.put(key(name), type);
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
