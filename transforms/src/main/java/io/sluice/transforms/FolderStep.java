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
  /** What Hive writes as three characters. */
  static final String ESCAPED = "[\\x00-\\x1f\\x7f\"#%'*/:=?\\\\{\\[\\]^]";

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
    return field.function() != PartitionFunction.TRUNCATE || left(field) < 4L * field.argument();
  }

  /** The bytes of a folder's name that the key leaves to the value. */
  private static int left(PartitionField field) {
    return FolderNames.MOST_NAME_BYTES - FolderNames.keyBytes(field.name());
  }

  /** The text that is the partition's value. */
  static Column value(PartitionField field) {
    Column text = Hidden.ref(field.column());
    return field.function() == PartitionFunction.TRUNCATE ? text.substr(1, field.argument()) : text;
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    String column = field.column();
    Column value = value(field);
    int left = left(field);
    Column tooLong =
        when(octet_length(value).leq(left / 3), lit(false))
            .otherwise(octet_length(regexp_replace(value, ESCAPED, "...")).gt(left));
    Column message =
        concat(
            lit("the text of "),
            octet_length(value).cast("string"),
            lit(
                " bytes is too long for a folder's name, which has at most "
                    + FolderNames.MOST_NAME_BYTES
                    + ": partition by truncate("
                    + column
                    + ", 20) or by another column"));
    return Hidden.out(rows, tooLong, CODE, lit(column), message);
  }
}
