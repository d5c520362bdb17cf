package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.data.DataColumn;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One figure a column: the sum of numbers, the latest date, the bytes of texts. */
final class Figures {
  /** What a column's figure is. */
  enum Figure {
    SUM,
    MAX,
    BYTES
  }

  private Figures() {}

  /**
   * @throws IllegalArgumentException for types whose figures engines would write differently
   */
  static Figure of(String type) {
    if (type.startsWith("decimal") || type.equals("bigint") || type.equals("int")) {
      return Figure.SUM;
    }
    return switch (type) {
      case "date" -> Figure.MAX;
      case "string" -> Figure.BYTES;
      default -> throw new IllegalArgumentException("no figure for columns of type " + type);
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
                switch (of(column.type())) {
                  case SUM -> "sum(" + column.name() + ")";
                  case MAX -> "max(" + column.name() + ")";
                  case BYTES -> "sum(" + bytes.apply(column.name()) + ")";
                })
        .collect(Collectors.joining(", ", "count(*), ", ""));
  }
}
