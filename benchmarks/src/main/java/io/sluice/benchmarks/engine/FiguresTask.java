package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.engine.Figures.Figure;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.spark.vector.SluiceColumnarBatch;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** The figures of one task's columns: the number of rows, then one a column. */
final class FiguresTask extends AbstractFunction2<TaskContext, Iterator<ColumnarBatch>, long[]>
    implements Serializable {
  private final List<DataColumn> columns;

  FiguresTask(List<DataColumn> columns) {
    this.columns = columns;
  }

  @Override
  public long[] apply(TaskContext context, Iterator<ColumnarBatch> batches) {
    Figure[] figures =
        columns.stream().map(column -> Figures.of(column.type())).toArray(Figure[]::new);
    long[] sums = start(figures);
    while (batches.hasNext()) {
      ColumnBatch rows = ((SluiceColumnarBatch) batches.next()).content().rows();
      sums[0] += rows.rowCount();
      for (int i = 0; i < figures.length; i++) {
        sums[i + 1] = add(figures[i], sums[i + 1], figure(figures[i], rows.column(i)));
      }
    }
    return sums;
  }

  /** The figures of all tasks, as the other engines write them. */
  static List<String> merged(List<DataColumn> columns, long[][] parts) {
    List<String> texts = new ArrayList<>();
    long rows = 0;
    for (long[] part : parts) {
      rows += part[0];
    }
    texts.add(Long.toString(rows));
    for (int i = 0; i < columns.size(); i++) {
      Figure figure = Figures.of(columns.get(i).type());
      long sum = start(figure);
      for (long[] part : parts) {
        sum = add(figure, sum, part[i + 1]);
      }
      texts.add(text(columns.get(i).type(), sum));
    }
    return texts;
  }

  private static String text(String type, long figure) {
    if (type.equals("date")) {
      return LocalDate.ofEpochDay(figure).toString();
    }
    return type.startsWith("decimal")
        ? BigDecimal.valueOf(figure, scale(type)).toPlainString()
        : Long.toString(figure);
  }

  private static int scale(String type) {
    return Integer.parseInt(type.substring(type.indexOf(',') + 1, type.indexOf(')')).trim());
  }

  private static long[] start(Figure[] figures) {
    long[] sums = new long[figures.length + 1];
    for (int i = 0; i < figures.length; i++) {
      sums[i + 1] = start(figures[i]);
    }
    return sums;
  }

  private static long start(Figure figure) {
    return figure == Figure.MAX ? Long.MIN_VALUE : 0;
  }

  private static long add(Figure figure, long a, long b) {
    return figure == Figure.MAX ? Math.max(a, b) : Math.addExact(a, b);
  }

  private static long figure(Figure figure, Column column) {
    if (column instanceof LongColumn longs) {
      return sum(longs.values(), longs.nulls(), longs.size());
    }
    if (column instanceof IntColumn ints) {
      return figure == Figure.MAX
          ? max(ints.values(), ints.nulls(), ints.size())
          : sum(ints.values(), ints.nulls(), ints.size());
    }
    BytesColumn bytes = (BytesColumn) column;
    return bytes.offsets()[bytes.size()];
  }

  private static long sum(long[] values, boolean[] nulls, int size) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += nulls[i] ? 0 : values[i];
    }
    return sum;
  }

  private static long sum(int[] values, boolean[] nulls, int size) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += nulls[i] ? 0 : values[i];
    }
    return sum;
  }

  private static long max(int[] values, boolean[] nulls, int size) {
    long max = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      max = nulls[i] ? max : Math.max(max, values[i]);
    }
    return max;
  }
}
