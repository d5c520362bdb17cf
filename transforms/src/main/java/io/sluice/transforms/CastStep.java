package io.sluice.transforms;

import static org.apache.spark.sql.functions.lit;

import io.sluice.spec.TransformSpec.Cast;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Changes columns' types; a row with a value that does not fit exactly is out. */
final class CastStep implements Step {
  /** One column's change. */
  private record Change(String column, DataType from, DataType to) {}

  private final List<Change> changes = new ArrayList<>();

  CastStep(Cast spec, Expressions expressions, StructType schema) {
    spec.columns()
        .forEach(
            (name, ddl) -> {
              StructField field = Names.require(schema, name, spec.location());
              DataType to = DataType.fromDDL(ddl);
              expressions.check(
                  name + " as " + ddl, Hidden.ref(field.name()).cast(to), schema, spec.location());
              if (!field.dataType().equals(to)) {
                changes.add(new Change(field.name(), field.dataType(), to));
              }
            });
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    Dataset<Row> cast = rows;
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      cast = Evaluation.guard(cast, i, Hidden.ref(change.column()).cast(change.to()));
    }
    Map<String, Column> replaced = new HashMap<>();
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      Column value = Hidden.ref(change.column());
      // The second guard is for the check: what was cast may not go back, which is a loss too.
      int check = changes.size() + i;
      Column loses = StrictCast.loses(value, change.from(), Evaluation.value(i), change.to());
      cast = Evaluation.guard(cast, check, value.isNotNull().and(loses));
      Column bad =
          Evaluation.error(i)
              .isNotNull()
              .or(Evaluation.error(check).isNotNull())
              .or(Evaluation.value(check).eqNullSafe(lit(true)));
      cast =
          Hidden.out(
              cast,
              bad,
              Hidden.CAST_FAILED,
              lit(change.column()),
              StrictCast.message(value, change.from(), change.to()));
      replaced.put(change.column(), Evaluation.value(i).as(change.column()));
    }
    List<Column> data = new ArrayList<>();
    for (String name : rows.columns()) {
      if (!Hidden.is(name)) {
        data.add(replaced.getOrDefault(name, Hidden.ref(name)));
      }
    }
    return Evaluation.drop(Hidden.project(cast, data), 2 * changes.size());
  }
}
