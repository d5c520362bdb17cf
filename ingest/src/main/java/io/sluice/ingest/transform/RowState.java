package io.sluice.ingest.transform;

import java.util.Arrays;
import java.util.List;

/** Which rows of a batch are out, and why. The first reason counts. */
final class RowState {
  private int rows;
  private int outCount;
  private boolean[] out = new boolean[0];
  private String[] codes = new String[0];
  private String[] columns = new String[0];
  private String[] messages = new String[0];
  private List<Long> flags = List.of();

  /** Begins a batch: all rows are in. */
  void begin(int count) {
    if (out.length < count) {
      out = new boolean[count];
    } else {
      Arrays.fill(out, false);
    }
    rows = count;
    outCount = 0;
    flags = List.of();
  }

  int rows() {
    return rows;
  }

  int outCount() {
    return outCount;
  }

  boolean isOut(int row) {
    return out[row];
  }

  /** A copy: which rows are out by now. */
  boolean[] outNow() {
    return Arrays.copyOf(out, rows);
  }

  /** Puts a row that is in out. */
  void reject(int row, String code, String column, String message) {
    if (codes.length < rows) {
      codes = new String[rows];
      columns = new String[rows];
      messages = new String[rows];
    }
    out[row] = true;
    outCount++;
    codes[row] = code;
    columns[row] = column;
    messages[row] = message;
  }

  String code(int row) {
    return codes[row];
  }

  String column(int row) {
    return columns[row];
  }

  String message(int row) {
    return messages[row];
  }

  /** By rule, how many rows broke it. */
  void flags(List<Long> counts) {
    flags = counts;
  }

  List<Long> flags() {
    return flags;
  }
}
