package io.sluice.transforms;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.sluice.spec.TransformException;
import io.sluice.spec.TransformSpec.Filter;
import io.sluice.spec.lake.BookkeepingColumns;
import io.sluice.transforms.Expressions.Checked;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows for which the condition is false or null are out as filtered. */
final class FilterStep implements Step {
  private final Checked condition;
  private final Filter spec;

  FilterStep(Filter spec, Expressions expressions, StructType schema) {
    this.spec = spec;
    condition = condition(spec.condition(), expressions, schema, spec.location());
  }

  static Checked condition(
      String text, Expressions expressions, StructType schema, io.sluice.spec.SpecLocation at) {
    Checked checked = expressions.check(text, schema, at);
    if (!checked.type().equals(DataTypes.BooleanType)) {
      throw new TransformException(
          at,
          text,
          "a condition must be boolean, but this is "
              + checked.type().sql().toLowerCase(java.util.Locale.ROOT));
    }
    return checked;
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    if (condition.safe()) {
      return filtered(rows, condition.column());
    }
    Dataset<Row> guarded = Evaluation.guard(rows, 0, condition);
    Column message =
        concat(
            lit("the condition " + TransformException.quoted(spec.condition())),
            Evaluation.error(0));
    Dataset<Row> rejected =
        Hidden.out(
            guarded, Evaluation.error(0).isNotNull(), Hidden.EXPRESSION_FAILED, lit(""), message);
    return Evaluation.drop(filtered(rejected, Evaluation.value(0)), 1);
  }

  private static Dataset<Row> filtered(Dataset<Row> rows, Column kept) {
    Column none = lit(null).cast(DataTypes.StringType);
    return Hidden.out(
        rows, not(coalesce(kept, lit(false))), BookkeepingColumns.FILTERED, none, none);
  }
}
