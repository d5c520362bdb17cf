package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One figure a column: the sum of numbers, the latest date, the bytes of texts. */
final class Figures {
  /** What a column's figure is. */
  private enum Figure {
    SUM,
    MAX,
    BYTES
  }

  private final List<DataColumn> columns;
  private final long[] sums;
  private long rows;

  Figures(List<DataColumn> columns) {
    this.columns = columns;
    this.sums = new long[columns.size()];
    Arrays.setAll(sums, i -> of(columns.get(i)) == Figure.MAX ? Long.MIN_VALUE : 0);
  }

  /**
   * @throws IllegalArgumentException for types whose figures engines would write differently
   */
  private static Figure of(DataColumn column) {
    if (column.type().startsWith("decimal")) {
      return Figure.SUM;
    }
    return switch (column.type()) {
      case "bigint", "int" -> Figure.SUM;
      case "date" -> Figure.MAX;
      case "string" -> Figure.BYTES;
      default -> throw new IllegalArgumentException("no figure for a column of " + column.type());
    };
  }

  /**
   * The select list that computes them, the number of rows first.
   *
   * @param bytes the dialect's expression for a text's length in bytes of UTF-8
   */
  static String selectList(List<DataColumn> columns, UnaryOperator<String> bytes) {
    return columns.stream()
        .map(
            column ->
                switch (of(column)) {
                  case SUM -> "sum(" + column.name() + ")";
                  case MAX -> "max(" + column.name() + ")";
                  case BYTES -> "sum(" + bytes.apply(column.name()) + ")";
                })
        .collect(Collectors.joining(", ", "count(*), ", ""));
  }

  void add(ColumnBatch batch) {
    rows += batch.rowCount();
    for (int i = 0; i < sums.length; i++) {
      add(i, figure(of(columns.get(i)), batch.column(i)));
    }
  }

  void add(Figures others) {
    rows += others.rows;
    for (int i = 0; i < sums.length; i++) {
      add(i, others.sums[i]);
    }
  }

  private void add(int i, long figure) {
    sums[i] =
        of(columns.get(i)) == Figure.MAX
            ? Math.max(sums[i], figure)
            : Math.addExact(sums[i], figure);
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

  /** As SQL engines write them, the number of rows first. */
  List<String> texts() {
    List<String> texts = new ArrayList<>(List.of(Long.toString(rows)));
    for (int i = 0; i < sums.length; i++) {
      String type = columns.get(i).type();
      if (type.equals("date")) {
        texts.add(LocalDate.ofEpochDay(sums[i]).toString());
      } else if (type.startsWith("decimal")) {
        int scale = Integer.parseInt(type.substring(type.indexOf(',') + 1, type.indexOf(')')));
        texts.add(BigDecimal.valueOf(sums[i], scale).toPlainString());
      } else {
        texts.add(Long.toString(sums[i]));
      }
    }
    return texts;
  }
}
