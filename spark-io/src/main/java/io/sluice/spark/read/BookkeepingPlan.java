package io.sluice.spark.read;

import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.spark.types.SparkTypes;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan that also produces, behind the data columns, what each record's bookkeeping needs: its
 * number, offset and length, and on request its text.
 *
 * @param plan what the reader is given
 * @param dataTypes Spark's types of the data columns
 * @param raw whether the text of accepted records is among the columns
 */
record BookkeepingPlan(
    ReadPlan plan, List<org.apache.spark.sql.types.DataType> dataTypes, boolean raw) {

  static BookkeepingPlan of(ReadPlan data, ReadMode mode) {
    List<ReadColumn> columns = new ArrayList<>(data.columns());
    columns.add(hidden(HiddenColumns.RECORD, Primitive.BIGINT, Kind.RECORD_IN_RANGE));
    columns.add(hidden(HiddenColumns.OFFSET, Primitive.BIGINT, Kind.BYTE_OFFSET));
    columns.add(hidden(HiddenColumns.LENGTH, Primitive.BIGINT, Kind.BYTE_LENGTH));
    boolean raw = mode == ReadMode.ROWS_WITH_RAW;
    if (raw) {
      columns.add(hidden(HiddenColumns.RAW, Primitive.STRING, Kind.RAW));
    }
    return new BookkeepingPlan(
        new ReadPlan(columns, data.batchRows(), data.missingColumn()),
        data.columns().stream().map(column -> SparkTypes.toSpark(column.type())).toList(),
        raw);
  }

  private static ReadColumn hidden(String name, DataType type, Kind kind) {
    return new ReadColumn(name, type, List.of(), kind, true, ValueRules.STRICT, OnBadValue.REJECT);
  }
}
