package io.sluice.formats.json;

import java.util.Arrays;

/**
 * The members of the records of one batch that no column reads in whole: where key and value of
 * each lie in the buffer, the key without its quotes. In place of the positions of a key that the
 * text does not have stands the value's place in an array, negative, or {@link #VALUE}.
 */
final class Extras {
  /** In place of a key's positions: the value is a record itself. */
  static final int VALUE = Integer.MIN_VALUE;

  private int[] positions = new int[256];
  private int[] rowEnds = new int[64];
  private int count;
  private int rows;

  void clear() {
    count = 0;
    rows = 0;
  }

  void add(int keyStart, int keyEnd, int valueStart, int valueEnd) {
    int at = count * 4;
    if (at == positions.length) {
      positions = Arrays.copyOf(positions, at * 2);
    }
    positions[at] = keyStart;
    positions[at + 1] = keyEnd;
    positions[at + 2] = valueStart;
    positions[at + 3] = valueEnd;
    count++;
  }

  /**
   * Ends row {@code row}, the one after the row ended last. Rows that are never ended have nothing.
   */
  void endRow(int row) {
    if (row == rowEnds.length) {
      rowEnds = Arrays.copyOf(rowEnds, row * 2);
    }
    rowEnds[row] = count;
    rows = row + 1;
  }

  int firstOf(int row) {
    int before = Math.min(row, rows);
    return before == 0 ? 0 : rowEnds[before - 1];
  }

  int endOf(int row) {
    return firstOf(row + 1);
  }

  int keyStart(int extra) {
    return positions[extra * 4];
  }

  int keyEnd(int extra) {
    return positions[extra * 4 + 1];
  }

  int valueStart(int extra) {
    return positions[extra * 4 + 2];
  }

  int valueEnd(int extra) {
    return positions[extra * 4 + 3];
  }
}
