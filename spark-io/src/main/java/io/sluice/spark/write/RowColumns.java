package io.sluice.spark.write;

import io.sluice.parquet.OutputColumn;
import io.sluice.spark.types.SparkTypes;
import io.sluice.spec.lake.BookkeepingColumns;
import io.sluice.spec.type.DataType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where in a dataset's rows the table's columns and the bookkeeping stand.
 *
 * @param data for each column of the table
 * @param flags -1: nothing is flagged
 */
record RowColumns(
    List<Integer> data,
    int file,
    int range,
    int record,
    int offset,
    int length,
    int raw,
    int code,
    int column,
    int message,
    int flags)
    implements Serializable {

  /**
   * Finds them by name.
   *
   * @throws IllegalArgumentException if one is missing, has another type than the table's column,
   *     or would not be written
   */
  static RowColumns find(StructType schema, List<OutputColumn> columns) {
    Map<String, Integer> places = new HashMap<>();
    StructField[] fields = schema.fields();
    for (int i = 0; i < fields.length; i++) {
      places.put(lower(fields[i].name()), i);
    }
    List<Integer> data = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (OutputColumn column : columns) {
      int place = place(places, column.name());
      data.add(place);
      used.add(lower(column.name()));
      DataType found = SparkTypes.fromSpark(column.name(), fields[place].dataType());
      if (!found.equals(column.type())) {
        throw new IllegalArgumentException(
            "column '"
                + column.name()
                + "' is "
                + column.type().ddl()
                + " in the table, but the transforms make it "
                + found.ddl()
                + "; add a cast to "
                + column.type().ddl());
      }
    }
    for (StructField field : fields) {
      if (!BookkeepingColumns.contains(field.name()) && !used.contains(lower(field.name()))) {
        throw new IllegalArgumentException(
            "column '" + field.name() + "' is not among the table's columns; drop it or add it");
      }
    }
    return new RowColumns(
        List.copyOf(data),
        place(places, BookkeepingColumns.FILE),
        place(places, BookkeepingColumns.RANGE),
        place(places, BookkeepingColumns.RECORD),
        place(places, BookkeepingColumns.OFFSET),
        place(places, BookkeepingColumns.LENGTH),
        place(places, BookkeepingColumns.RAW),
        place(places, BookkeepingColumns.CODE),
        place(places, BookkeepingColumns.COLUMN),
        place(places, BookkeepingColumns.MESSAGE),
        places.getOrDefault(lower(BookkeepingColumns.FLAGS), -1));
  }

  /** The table may spell a name otherwise than the spec. */
  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static int place(Map<String, Integer> places, String name) {
    Integer place = places.get(lower(name));
    if (place == null) {
      throw new IllegalArgumentException(
          "the dataset has no column '" + name + "', but the sink needs it");
    }
    return place;
  }
}
