package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.data.Input.RecordShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What stock Spark reads, with schema and dialect given. */
final class SparkSource {
  private SparkSource() {}

  static Dataset<Row> read(SparkSession spark, Input input) {
    return switch (input.format()) {
      case CSV -> csv(spark, input);
      case JSONL -> spark.read().schema(schema(input)).json(input.path());
      case FIXED_WIDTH -> fixedWidth(spark, input);
    };
  }

  private static Dataset<Row> csv(SparkSession spark, Input input) {
    DataFrameReader reader =
        spark.read().schema(schema(input)).option("header", true).option("escape", "\"");
    if (input.shape() == RecordShape.MAY_SPAN_LINES) {
      reader = reader.option("multiLine", true);
    }
    if (!input.charset().equals("UTF-8")) {
      // Without a separator Spark refuses to cut lines in other encodings.
      reader = reader.option("encoding", input.charset()).option("lineSep", "\n");
    }
    return reader.csv(input.path());
  }

  /**
   * Spark has no reader for it: lines are read as text and cut. Its casts pass over blanks by
   * themselves, so only texts are trimmed.
   */
  private static Dataset<Row> fixedWidth(SparkSession spark, Input input) {
    List<String> values = new ArrayList<>();
    int start = 1;
    for (DataColumn column : input.columns()) {
      String field = "substring(value, " + start + ", " + column.width() + ")";
      String value =
          column.type().equals("string")
              ? "trim(" + field + ")"
              : "CAST(" + field + " AS " + column.type() + ")";
      values.add(value + " AS " + column.name());
      start += column.width();
    }
    return spark.read().text(input.path()).selectExpr(values.toArray(String[]::new));
  }

  private static String schema(Input input) {
    return input.columns().stream()
        .map(column -> column.name() + " " + column.type())
        .collect(Collectors.joining(", "));
  }
}
