package io.sluice.transforms;

import static org.apache.spark.sql.functions.lit;

import io.sluice.spec.PartitionField;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.TypeParser;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructField;

/** Rows whose number is so small that it has no partition are out. */
final class PartitionStep implements Step {
  static final String TOO_SMALL = "partition_value_too_small";

  private final String column;
  private final Column broken;
  private final String message;

  private PartitionStep(StructField field, PartitionField key, BigDecimal least, DataType type) {
    column = field.name();
    // Of the column's own type, so that nothing is computed of the value.
    broken = Hidden.ref(column).lt(lit(least).cast(field.dataType()));
    message = key.tooSmall(least, type);
  }

  /** The step that a key needs; empty where every value has a partition. */
  static Optional<Step> of(PartitionField key, StructField field) {
    boolean number =
        field.dataType() instanceof IntegerType
            || field.dataType() instanceof LongType
            || field.dataType() instanceof DecimalType;
    if (!number) {
      return Optional.empty();
    }
    DataType type = TypeParser.parse(field.dataType().catalogString());
    return key.leastValue(type).map(least -> new PartitionStep(field, key, least, type));
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    return Hidden.out(rows, broken, TOO_SMALL, lit(column), lit(message));
  }
}
