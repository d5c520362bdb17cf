package io.sluice.transforms;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.when;

import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Puts rows out whose value cannot be the name of their partition's folder: it is too long. */
final class FolderStep implements Step {
  private static final int MOST_NAME_BYTES = 255;

  /** Each byte may become three. */
  private static final int SURELY_SHORT = 40;

  /** What Hive writes as three characters. */
  private static final String ESCAPED = "[\\x00-\\x1f\\x7f\"#%'*/:=?\\\\{\\[\\]^]";

  private static final String CODE = "partition_value_too_long";

  private final String column;

  /**
   * @param column a string
   */
  FolderStep(String column) {
    this.column = column;
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    Column value = Hidden.ref(column);
    int left = MOST_NAME_BYTES - column.getBytes(StandardCharsets.UTF_8).length - 1;
    Column tooLong =
        when(octet_length(value).leq(SURELY_SHORT), lit(false))
            .otherwise(octet_length(regexp_replace(value, ESCAPED, "...")).gt(left));
    Column message =
        concat(
            lit("the text of "),
            octet_length(value).cast("string"),
            lit(
                " bytes is too long for a folder's name, which has at most "
                    + MOST_NAME_BYTES
                    + ": partition by truncate("
                    + column
                    + ", 20) or by another column"));
    return Hidden.out(rows, tooLong, CODE, lit(column), message);
  }
}
