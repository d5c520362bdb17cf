package io.sluice.spark.read;

import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.spark.types.SparkTypes;
import io.sluice.spec.lake.BookkeepingColumns;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan that also produces, after the data columns, what each record's bookkeeping needs: its
 * number, offset, length and text.
 *
 * @param plan what the reader is given
 * @param dataTypes Spark's types of the data columns
 */
record BookkeepingPlan(ReadPlan plan, List<org.apache.spark.sql.types.DataType> dataTypes)
    implements Serializable {

  static BookkeepingPlan of(ReadPlan data) {
    List<ReadColumn> columns = new ArrayList<>(data.columns());
    columns.add(hidden(BookkeepingColumns.RECORD, Primitive.BIGINT, Kind.RECORD_IN_RANGE));
    columns.add(hidden(BookkeepingColumns.OFFSET, Primitive.BIGINT, Kind.BYTE_OFFSET));
    columns.add(hidden(BookkeepingColumns.LENGTH, Primitive.BIGINT, Kind.BYTE_LENGTH));
    columns.add(hidden(BookkeepingColumns.RAW, Primitive.STRING, Kind.RAW));
    return new BookkeepingPlan(
        new ReadPlan(columns, data.batchRows(), data.missingColumn(), data.folderColumns()),
        data.columns().stream().map(column -> SparkTypes.toSpark(column.type())).toList());
  }

  private static ReadColumn hidden(String name, DataType type, Kind kind) {
    return new ReadColumn(name, type, List.of(), kind, true, ValueRules.STRICT, OnBadValue.REJECT);
  }
}
