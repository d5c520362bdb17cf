package io.sluice.transforms;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.sluice.spec.lake.BookkeepingColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The bookkeeping columns that every row carries beside its data. A row with a code is out: it is
 * carried on, so that it can be counted, and never looked at again.
 */
final class Hidden {
  static final String CODE = BookkeepingColumns.CODE;
  static final String COLUMN = BookkeepingColumns.COLUMN;
  static final String MESSAGE = BookkeepingColumns.MESSAGE;
  static final String FLAGS = BookkeepingColumns.FLAGS;

  static final String EXPRESSION_FAILED = "expression_failed";
  static final String CAST_FAILED = "cast_failed";

  /** What names a record within the run, in the order in which records arrive. */
  private static final List<String> POSITION =
      List.of(BookkeepingColumns.FILE, BookkeepingColumns.RANGE, BookkeepingColumns.RECORD);

  private static final Map<String, DataType> TYPES =
      Map.of(
          BookkeepingColumns.FILE,
          DataTypes.IntegerType,
          BookkeepingColumns.RANGE,
          DataTypes.IntegerType,
          BookkeepingColumns.RECORD,
          DataTypes.LongType,
          BookkeepingColumns.OFFSET,
          DataTypes.LongType,
          BookkeepingColumns.LENGTH,
          DataTypes.LongType,
          BookkeepingColumns.RAW,
          DataTypes.StringType,
          CODE,
          DataTypes.StringType,
          COLUMN,
          DataTypes.StringType,
          MESSAGE,
          DataTypes.StringType);

  private Hidden() {}

  static boolean is(String name) {
    return BookkeepingColumns.contains(name);
  }

  /** The data columns given, and all bookkeeping after them. */
  static StructType behind(StructType data) {
    StructType all = data;
    for (Map.Entry<String, DataType> entry : TYPES.entrySet()) {
      all = all.add(entry.getKey(), entry.getValue(), true);
    }
    return all;
  }

  /** A column by its exact name, dots and all. */
  static Column ref(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  static Column live() {
    return col(CODE).isNull();
  }

  static List<Column> position() {
    return POSITION.stream().map(Hidden::ref).toList();
  }

  /** These data columns, and the bookkeeping that is there. */
  static Dataset<Row> project(Dataset<Row> rows, List<Column> data) {
    List<Column> columns = new ArrayList<>(data);
    for (String name : rows.columns()) {
      if (is(name)) {
        columns.add(ref(name));
      }
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  static StructType data(StructType schema) {
    StructType data = new StructType();
    for (StructField field : schema.fields()) {
      if (!is(field.name())) {
        data = data.add(field);
      }
    }
    return data;
  }

  /** Puts rows that are still in, and for which the condition is true, out. */
  static Dataset<Row> out(
      Dataset<Row> rows, Column condition, String code, Column column, Column message) {
    // A condition that is null must leave a row in, so it goes through WHEN, not through AND.
    Column goes = live().and(condition);
    List<Column> columns = new ArrayList<>();
    for (String name : rows.columns()) {
      columns.add(
          switch (name) {
            case CODE -> when(goes, lit(code)).otherwise(ref(CODE)).as(CODE);
            case COLUMN -> when(goes, column).otherwise(ref(COLUMN)).as(COLUMN);
            case MESSAGE -> when(goes, message).otherwise(ref(MESSAGE)).as(MESSAGE);
            default -> ref(name);
          });
    }
    return rows.select(columns.toArray(Column[]::new));
  }
}
