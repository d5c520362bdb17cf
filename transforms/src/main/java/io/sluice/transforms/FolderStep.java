package io.sluice.transforms;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.when;

import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.lake.FolderNames;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Puts rows out whose value cannot be the name of their partition's folder: it is too long. */
final class FolderStep implements Step {
  static final String CODE = "partition_value_too_long";

  private final PartitionField field;

  /**
   * @param field of a column of texts
   */
  FolderStep(PartitionField field) {
    this.field = field;
  }

  /** Whether a text can be too long: one that is cut to a few characters cannot. */
  static boolean needed(PartitionField field) {
    return field.function() != PartitionFunction.TRUNCATE
        || !FolderNames.fitsAlways(FolderNames.keyBytes(field.name()), field.argument());
  }

  /** The text that is the partition's value. */
  static Column value(PartitionField field) {
    Column text = Hidden.ref(field.column());
    return field.function() == PartitionFunction.TRUNCATE ? text.substr(1, field.argument()) : text;
  }

  /** What a text that is not empty takes in its folder's name. */
  static Column bytes(Column value) {
    return octet_length(regexp_replace(value, FolderNames.ESCAPED_PATTERN, "..."));
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    String column = field.column();
    Column value = value(field);
    int left = FolderNames.MOST_NAME_BYTES - FolderNames.keyBytes(field.name());
    Column tooLong =
        when(octet_length(value).leq(left / 3), lit(false)).otherwise(bytes(value).gt(left));
    Column message =
        concat(
            lit(FolderNames.BEFORE_BYTES),
            octet_length(value).cast("string"),
            lit(FolderNames.afterBytes(column)));
    return Hidden.out(rows, tooLong, CODE, lit(column), message);
  }
}
