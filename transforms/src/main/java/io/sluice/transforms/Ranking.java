package io.sluice.transforms;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.spec.lake.BookkeepingColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Numbers the rows that have equal keys. */
final class Ranking {
  private static final String COUNTED = BookkeepingColumns.PREFIX + "counted";
  private static final String KEY = BookkeepingColumns.PREFIX + "key_";
  static final String RANK = BookkeepingColumns.PREFIX + "rank";

  private Ranking() {}

  /**
   * Adds {@link #RANK}, from 1, for the rows that take part. The others do not count, and are
   * spread over partitions by their place, since together they would make one huge group.
   */
  static Dataset<Row> rank(
      Dataset<Row> rows, Column takesPart, List<String> keys, List<Column> order) {
    Dataset<Row> prepared = rows.withColumn(COUNTED, takesPart);
    Column counted = Hidden.ref(COUNTED);
    List<Column> partition = new ArrayList<>();
    partition.add(counted);
    for (int i = 0; i < keys.size(); i++) {
      prepared = prepared.withColumn(KEY + i, when(counted, Hidden.ref(keys.get(i))));
      partition.add(Hidden.ref(KEY + i));
    }
    Column spread = xxhash64(Hidden.position().toArray(Column[]::new));
    prepared = prepared.withColumn(KEY + "place", when(counted, lit(0L)).otherwise(spread));
    partition.add(Hidden.ref(KEY + "place"));
    WindowSpec window =
        Window.partitionBy(partition.toArray(Column[]::new)).orderBy(order.toArray(Column[]::new));
    Dataset<Row> ranked =
        prepared
            .withColumn(RANK, when(counted, row_number().over(window)))
            .drop(COUNTED, KEY + "place");
    for (int i = 0; i < keys.size(); i++) {
      ranked = ranked.drop(KEY + i);
    }
    return ranked;
  }
}
