package io.sluice.transforms;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import io.sluice.spec.SpecLocation;
import io.sluice.spec.TransformException;
import io.sluice.transforms.Expressions.Checked;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Adds one column, or puts another in its place; a row for which it cannot be computed is out. */
final class DeriveStep implements Step {
  private final String name;
  private final String text;
  private final Checked expression;

  DeriveStep(
      String name, String text, Expressions expressions, StructType schema, SpecLocation at) {
    this.name = name;
    this.text = text;
    expression = expressions.check(text, schema, at);
    StoredTypes.require(name, expression.type(), at);
    Names.requireDistinct(List.of(name), at);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    if (expression.safe()) {
      return replaced(rows, expression.column());
    }
    Dataset<Row> guarded = Evaluation.guard(rows, 0, expression);
    Dataset<Row> rejected =
        Hidden.out(
            guarded,
            Evaluation.error(0).isNotNull(),
            Hidden.EXPRESSION_FAILED,
            lit(name),
            concat(lit(TransformException.quoted(text)), Evaluation.error(0)));
    return Evaluation.drop(replaced(rejected, Evaluation.value(0)), 1);
  }

  private Dataset<Row> replaced(Dataset<Row> rows, Column value) {
    List<Column> data = new ArrayList<>();
    boolean found = false;
    for (String column : rows.columns()) {
      if (column.equalsIgnoreCase(name)) {
        data.add(value.as(column));
        found = true;
      } else if (!Hidden.is(column)) {
        data.add(Hidden.ref(column));
      }
    }
    if (!found) {
      data.add(value.as(name));
    }
    return Hidden.project(rows, data);
  }
}
