package io.sluice.transforms;

import io.sluice.spec.TransformSpec.Rename;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Gives columns other names, all at once: two columns can change places. */
final class RenameStep implements Step {
  private final Map<String, String> names = new HashMap<>();

  RenameStep(Rename spec, StructType schema) {
    spec.columns()
        .forEach(
            (old, name) -> names.put(Names.require(schema, old, spec.location()).name(), name));
    List<String> after = new ArrayList<>();
    for (String column : schema.fieldNames()) {
      after.add(names.getOrDefault(column, column));
    }
    Names.requireDistinct(after, spec.location());
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    List<Column> data = new ArrayList<>();
    for (String column : rows.columns()) {
      if (!Hidden.is(column)) {
        data.add(Hidden.ref(column).as(names.getOrDefault(column, column)));
      }
    }
    return Hidden.project(rows, data);
  }
}
