package io.sluice.transforms;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.when;

import io.sluice.spec.PartitionField;
import io.sluice.spec.lake.FolderNames;
import io.sluice.spec.lake.PartitionRoom;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Puts rows out whose texts make, together, the path of their partition's files longer than the
 * storage takes. The column named is the one with the longest text.
 */
final class PathStep implements Step {
  private final List<PartitionField> texts;
  private final int left;

  /**
   * @param texts those keys whose values are texts; at least one
   * @param left the bytes that are left for their values
   */
  PathStep(List<PartitionField> texts, int left) {
    this.texts = List.copyOf(texts);
    this.left = left;
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    // An array, because each use of a value is another copy of what computes it.
    Column each = array(texts.stream().map(PathStep::bytes).toArray(Column[]::new));
    Column sum = aggregate(each, lit(0), Column::plus);
    Column name =
        element_at(
            array(texts.stream().map(field -> lit(field.column())).toArray(Column[]::new)),
            array_position(each, array_max(each)).cast("int"));
    Column message =
        concat(
            lit(PartitionRoom.BEFORE_BYTES),
            sum.cast("string"),
            lit(PartitionRoom.beforeColumn(left)),
            name,
            lit(PartitionRoom.AFTER_COLUMN));
    return Hidden.out(rows, sum.gt(left), FolderStep.CODE, name, message);
  }

  /** What the value takes in its folder's name. */
  private static Column bytes(PartitionField field) {
    Column value = FolderStep.value(field);
    return when(value.isNull().or(octet_length(value).equalTo(0)), lit(FolderNames.NULL_BYTES))
        .otherwise(FolderStep.bytes(value));
  }
}
