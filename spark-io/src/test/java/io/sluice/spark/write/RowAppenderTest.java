package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.Columns;
import io.sluice.parquet.OutputColumn;
import io.sluice.spark.RandomColumns;
import io.sluice.spark.types.SparkTypes;
import io.sluice.spark.vector.SluiceColumnVector;
import io.sluice.spark.vector.Vectors;
import io.sluice.spec.type.TypeParser;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From our columns to Spark's vectors, to its rows, and back: nothing may change on the way. */
class RowAppenderTest {
  private static final List<OutputColumn> COLUMNS =
      Stream.of(
              "boolean",
              "tinyint",
              "smallint",
              "int",
              "bigint",
              "float",
              "double",
              "string",
              "binary",
              "date",
              "timestamp",
              "timestamp_ntz",
              "decimal(5,2)",
              "decimal(18,0)",
              "decimal(19,4)",
              "decimal(38,38)",
              "array<int>",
              "array<string>",
              "array<array<decimal(20,1)>>",
              "map<string,bigint>",
              "map<int,array<string>>",
              "struct<a:int,b:string,c:decimal(30,2)>",
              "struct<a:struct<b:array<struct<c:date,d:string>>>,e:map<string,struct<f:double>>>")
          .map(ddl -> new OutputColumn("c_" + ddl, TypeParser.parse(ddl), true))
          .toList();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 1000})
  void rowsBecomeTheColumnsTheyCameFrom(int rows) {
    RandomColumns random = new RandomColumns(20260101L + rows);
    ColumnBatch source =
        new ColumnBatch(COLUMNS.stream().map(c -> Columns.create(c.type(), 4)).toList());
    SluiceColumnVector[] vectors = Vectors.over(source);
    RowAppender appender = new RowAppender(COLUMNS, IntStream.range(0, COLUMNS.size()).toArray());
    StructType schema = new StructType();
    for (OutputColumn column : COLUMNS) {
      schema = schema.add(column.name(), SparkTypes.toSpark(column.type()), true);
    }
    UnsafeProjection projection = UnsafeProjection.create(schema);

    for (int round = 0; round < 3; round++) {
      source.clear();
      source.columns().forEach(column -> random.fill(column, rows));
      source.setRowCount(rows);
      Vectors.refresh(vectors);
      appender.clear();
      try (ColumnarBatch batch = new ColumnarBatch(vectors, rows)) {
        Iterator<InternalRow> iterator = batch.rowIterator();
        for (int i = 0; iterator.hasNext(); i++) {
          InternalRow row = iterator.next();
          // Both forms in which Spark hands rows over.
          appender.append(i % 2 == 0 ? projection.apply(row) : row);
        }
      }
      ColumnBatch copy = appender.batch();
      assertEquals(rows, copy.rowCount());
      for (int c = 0; c < COLUMNS.size(); c++) {
        for (int i = 0; i < rows; i++) {
          assertEquals(
              RandomColumns.plain(source.column(c), i),
              RandomColumns.plain(copy.column(c), i),
              COLUMNS.get(c).name() + " row " + i);
        }
      }
    }
  }
}
