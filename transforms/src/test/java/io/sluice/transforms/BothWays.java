package io.sluice.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.Columns;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.column.StructColumn;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.reject.Reject;
import io.sluice.ingest.transform.ColumnTransforms;
import io.sluice.ingest.transform.Transformed;
import io.sluice.parquet.OutputColumn;
import io.sluice.spec.lake.PartitionRoom;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;

/** Runs a spec over the same rows by Spark SQL and by column batches, and compares all of it. */
final class BothWays {
  private BothWays() {}

  /** The data columns of a test, in order. */
  static List<ReadColumn> columns(Map<String, DataType> types) {
    List<ReadColumn> columns = new ArrayList<>();
    types.forEach(
        (name, type) ->
            columns.add(
                new ReadColumn(
                    name,
                    type,
                    List.of(name),
                    Kind.FIELD,
                    true,
                    ValueRules.STRICT,
                    OnBadValue.REJECT)));
    return columns;
  }

  static Dataset<Row> dataset(Map<String, DataType> types, List<Object[]> rows) {
    List<String> ddl = new ArrayList<>();
    types.forEach((name, type) -> ddl.add("`" + name + "` " + type.ddl()));
    return TestRows.rows(String.join(", ", ddl), rows);
  }

  /** Fails where the two ways differ in columns, rows, rejects or flags. */
  static void compare(Map<String, DataType> types, List<Object[]> rows, String yaml) {
    compare(types, rows, yaml, PartitionRoom.AMPLE);
  }

  /** The same with little room for the folders of partitions. */
  static void compare(
      Map<String, DataType> types, List<Object[]> rows, String yaml, PartitionRoom room) {
    ColumnTransforms transforms =
        ColumnTransforms.compile(TestRows.spec(yaml), columns(types), room).orElseThrow();
    Dataset<Row> input = dataset(types, rows);
    TransformPlan plan = TestRows.plan(input, yaml, room);
    assertEquals(
        shown(plan.outputSchema()),
        transforms.outputColumns().stream().map(BothWays::shown).toList());
    Dataset<Row> result = plan.apply(input);
    InternalRow[] expected = result.queryExecution().executedPlan().executeCollect();
    StructField[] fields = result.schema().fields();
    int record = result.schema().fieldIndex("_sluice_record");
    Arrays.sort(expected, Comparator.comparingLong(row -> row.getLong(record)));

    Transformed actual = transforms.open().apply(batch(types, rows));
    long[] flags = new long[actual.flags().size()];
    List<String> lines = new ArrayList<>();
    for (InternalRow row : expected) {
      List<Object> data = new ArrayList<>();
      Map<String, Object> hidden = new LinkedHashMap<>();
      for (int i = 0; i < fields.length; i++) {
        Object value = row.isNullAt(i) ? null : plain(row.get(i, fields[i].dataType()));
        if (Hidden.is(fields[i].name())) {
          hidden.put(fields[i].name(), value);
        } else {
          data.add(value);
        }
      }
      long bits = hidden.get(Hidden.FLAGS) instanceof Long l ? l : 0;
      for (int bit = 0; bit < flags.length; bit++) {
        flags[bit] += bits >> bit & 1;
      }
      lines.add(String.valueOf(hidden.get(Hidden.CODE) == null ? data : reject(hidden)));
    }
    requireEqual(lines, lines(actual, rows.size()), rows, yaml);
    assertEquals(Arrays.toString(flags), actual.flags().toString(), yaml);
  }

  /** What became of each record, in their order. */
  private static List<String> lines(Transformed actual, int records) {
    Map<Long, Reject> rejects = new HashMap<>();
    actual.rejects().forEach(reject -> rejects.put(reject.recordInRange(), reject));
    List<String> lines = new ArrayList<>();
    int accepted = 0;
    for (long record = 0; record < records; record++) {
      Reject reject = rejects.get(record);
      lines.add(String.valueOf(reject == null ? values(actual.rows(), accepted++) : reject));
    }
    assertEquals(actual.rows().rowCount(), accepted);
    return lines;
  }

  private static void requireEqual(
      List<String> expected, List<String> actual, List<Object[]> rows, String yaml) {
    assertEquals(expected.size(), actual.size(), yaml);
    List<String> different = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).equals(actual.get(i))) {
        different.add(
            "\nof "
                + Arrays.deepToString(Arrays.stream(rows.get(i)).filter(Objects::nonNull).toArray())
                + "\n  Spark SQL makes "
                + expected.get(i)
                + "\n  but columns are  "
                + actual.get(i));
      }
    }
    if (!different.isEmpty()) {
      int shown = Math.min(20, different.size());
      fail(different.size() + " rows differ:" + different.subList(0, shown) + "\n" + yaml);
    }
  }

  private static Reject reject(Map<String, Object> hidden) {
    return new Reject(
        (Long) hidden.get("_sluice_record"),
        (Long) hidden.get("_sluice_offset"),
        (Long) hidden.get("_sluice_length"),
        text(hidden.get(Hidden.COLUMN)),
        text(hidden.get(Hidden.CODE)),
        text(hidden.get(Hidden.MESSAGE)),
        text(hidden.get("_sluice_raw")));
  }

  private static String text(Object hex) {
    return new String(HexFormat.of().parseHex((String) hex), StandardCharsets.UTF_8);
  }

  private static List<String> shown(org.apache.spark.sql.types.StructType schema) {
    return Arrays.stream(schema.fields())
        .map(field -> field.name() + " " + field.dataType().catalogString() + " true")
        .toList();
  }

  private static String shown(OutputColumn column) {
    return column.name() + " " + column.type().ddl() + " " + column.nullable();
  }

  /** Spark's inner value as something that can be printed without loss. */
  private static Object plain(Object value) {
    if (value instanceof UTF8String text) {
      return HexFormat.of().formatHex(text.getBytes());
    } else if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof InternalRow) {
      return "nested";
    }
    return value instanceof Decimal decimal ? decimal.toJavaBigDecimal() : value;
  }

  private static List<Object> values(ColumnBatch batch, int row) {
    List<Object> values = new ArrayList<>();
    for (Column column : batch.columns()) {
      assertEquals(batch.rowCount(), column.size());
      values.add(column.nulls()[row] ? null : value(column, row));
    }
    return values;
  }

  private static Object value(Column column, int row) {
    if (column instanceof BytesColumn bytes) {
      int start = bytes.offsets()[row];
      byte[] value = Arrays.copyOfRange(bytes.data(), start, bytes.offsets()[row + 1]);
      return bytes.type() instanceof DecimalType decimal
          ? new BigDecimal(new BigInteger(value), decimal.scale())
          : HexFormat.of().formatHex(value);
    } else if (column instanceof LongColumn longs) {
      long value = longs.values()[row];
      return longs.type() instanceof DecimalType decimal
          ? BigDecimal.valueOf(value, decimal.scale())
          : value;
    } else if (column instanceof IntColumn ints) {
      return ints.values()[row];
    } else if (column instanceof DoubleColumn doubles) {
      return doubles.values()[row];
    } else if (column instanceof FloatColumn floats) {
      return floats.values()[row];
    }
    return column instanceof BooleanColumn booleans ? booleans.values()[row] : "nested";
  }

  /** The rows as a reader gives them: data, then record, offset, length and text. */
  private static ReadBatch batch(Map<String, DataType> types, List<Object[]> rows) {
    List<Column> columns = new ArrayList<>();
    types.values().forEach(type -> columns.add(Columns.create(type, 1)));
    for (int i = 0; i < 3; i++) {
      columns.add(Columns.create(Primitive.BIGINT, 1));
    }
    columns.add(Columns.create(Primitive.STRING, 1));
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).ensureCapacity(rows.size());
      for (int row = 0; row < rows.size(); row++) {
        Object[] hidden = {(long) row, 10L * row, 9L, "raw " + row};
        Object value = i < types.size() ? rows.get(row)[i] : hidden[i - types.size()];
        set(columns.get(i), row, value);
      }
      columns.get(i).setSize(rows.size());
    }
    ColumnBatch batch = new ColumnBatch(columns);
    batch.setRowCount(rows.size());
    return new ReadBatch(batch, List.of(), rows.size(), 0);
  }

  private static void set(Column column, int row, Object value) {
    column.ensureCapacity(row + 1);
    if (value == null) {
      column.setNull(row);
    } else if (column instanceof BytesColumn bytes) {
      byte[] content;
      if (value instanceof BigDecimal decimal) {
        content = decimal.unscaledValue().toByteArray();
      } else {
        content = value instanceof byte[] b ? b : ((String) value).getBytes(StandardCharsets.UTF_8);
      }
      bytes.set(row, content, 0, content.length);
    } else if (column instanceof LongColumn longs) {
      longs.values()[row] = longValue(value);
    } else if (column instanceof IntColumn ints) {
      ints.values()[row] =
          value instanceof LocalDate date ? (int) date.toEpochDay() : ((Number) value).intValue();
    } else if (column instanceof DoubleColumn doubles) {
      doubles.values()[row] = (Double) value;
    } else if (column instanceof FloatColumn floats) {
      floats.values()[row] = (Float) value;
    } else if (column instanceof BooleanColumn booleans) {
      booleans.values()[row] = (Boolean) value;
    } else if (column instanceof StructColumn struct) {
      for (int i = 0; i < struct.members().size(); i++) {
        set(struct.members().get(i), row, ((Row) value).get(i));
      }
    } else if (column instanceof ListColumn list) {
      int at = list.offsets()[row];
      for (Object element : (List<?>) value) {
        set(list.element(), at++, element);
      }
      list.offsets()[row + 1] = at;
    } else {
      MapColumn map = (MapColumn) column;
      int at = map.offsets()[row];
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        set(map.key(), at, entry.getKey());
        set(map.value(), at++, entry.getValue());
      }
      map.offsets()[row + 1] = at;
    }
  }

  private static long longValue(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.unscaledValue().longValueExact();
    } else if (value instanceof Instant instant) {
      return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    } else if (value instanceof LocalDateTime time) {
      return longValue(time.toInstant(ZoneOffset.UTC));
    }
    return (Long) value;
  }
}
