package io.sluice.transforms;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.sluice.spec.lake.BookkeepingColumns;
import io.sluice.transforms.Expressions.Checked;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Evaluates expressions row by row into a temporary column, without letting a row's error out. */
final class Evaluation {
  private static final String NAME = BookkeepingColumns.PREFIX + "guarded_";

  private Evaluation() {}

  /** Adds the guarded value under a temporary name. Rows that are out are not evaluated. */
  static Dataset<Row> guard(Dataset<Row> rows, int number, Column column) {
    return rows.withColumn(NAME + number, Guard.of(when(Hidden.live(), column)));
  }

  static Dataset<Row> guard(Dataset<Row> rows, int number, Checked expression) {
    return guard(rows, number, expression.column());
  }

  /** As {@link #guard}, for a column that cannot fail: its error is always null. */
  static Dataset<Row> plain(Dataset<Row> rows, int number, Column column) {
    return rows.withColumn(
        NAME + number,
        struct(when(Hidden.live(), column).as("v"), lit(null).cast(DataTypes.StringType).as("e")));
  }

  static Column value(int number) {
    return Hidden.ref(NAME + number).getField("v");
  }

  /** The error's text, or null. */
  static Column error(int number) {
    return Hidden.ref(NAME + number).getField("e");
  }

  static Dataset<Row> drop(Dataset<Row> rows, int count) {
    Dataset<Row> without = rows;
    for (int i = 0; i < count; i++) {
      without = without.drop(NAME + i);
    }
    return without;
  }
}
