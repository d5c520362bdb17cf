package io.sluice.cli.sql;

import java.io.IOException;
import java.util.List;

/** Takes a result, row by row: {@code begin}, any number of {@code row}, {@code end}. */
public interface RowWriter {
  void begin(List<ResultColumn> columns) throws IOException;

  /**
   * One value a column: null, Boolean, a Number, String, LocalDate, LocalTime, LocalDateTime,
   * Instant, byte[], a List of such, a Map from text to such, or {@link RawJson}.
   */
  void row(Object[] values) throws IOException;

  void end() throws IOException;

  /** A column of a result. */
  record ResultColumn(String name, Shape shape) {
    /** What kind of values it holds. */
    public enum Shape {
      NUMBER,
      OTHER
    }
  }

  /** A value that is JSON text already. */
  record RawJson(String text) {
    @Override
    public String toString() {
      return text;
    }
  }
}
