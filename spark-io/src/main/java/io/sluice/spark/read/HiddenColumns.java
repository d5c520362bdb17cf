package io.sluice.spark.read;

import io.sluice.spec.lake.BookkeepingColumns;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** The bookkeeping columns that a scan adds after the data columns. */
public final class HiddenColumns {
  /** In order. */
  static final List<StructField> SCANNED =
      List.of(
          DataTypes.createStructField(BookkeepingColumns.FILE, DataTypes.IntegerType, false),
          DataTypes.createStructField(BookkeepingColumns.RANGE, DataTypes.IntegerType, false),
          DataTypes.createStructField(BookkeepingColumns.RECORD, DataTypes.LongType, true),
          DataTypes.createStructField(BookkeepingColumns.OFFSET, DataTypes.LongType, true),
          DataTypes.createStructField(BookkeepingColumns.LENGTH, DataTypes.LongType, true),
          DataTypes.createStructField(BookkeepingColumns.RAW, DataTypes.StringType, true),
          DataTypes.createStructField(BookkeepingColumns.CODE, DataTypes.StringType, true),
          DataTypes.createStructField(BookkeepingColumns.COLUMN, DataTypes.StringType, true),
          DataTypes.createStructField(BookkeepingColumns.MESSAGE, DataTypes.StringType, true));

  private HiddenColumns() {}
}
