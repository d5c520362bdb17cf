package io.sluice.formats.fixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Do the columns of a text stand below each other, padded with spaces? */
final class FixedWidthShape {
  private static final int ENOUGH_LINES = 3;
  private static final int ENOUGH_WIDTH = 20;
  private static final double MOST = 0.9;

  /** With fewer lines, single blanks below each other may be chance: words of one length. */
  private static final int LINES_THAT_SHOW_BORDERS = 20;

  /** Blanks between two fields that are no chance in few lines. */
  private static final int WIDE_GAP = 2;

  private FixedWidthShape() {}

  /** What speaks for it; empty if nothing does. */
  static String evidence(List<String> lines) {
    if (lines.size() < ENOUGH_LINES) {
      return "";
    }
    int width = width(lines.get(0));
    long alike = alike(lines, width);
    long padded = lines.stream().filter(line -> line.strip().contains("  ")).count();
    boolean fixed =
        width >= ENOUGH_WIDTH && alike >= MOST * lines.size() && padded >= 0.5 * lines.size();
    return fixed
        ? String.format(
            Locale.ROOT,
            "%d of the first %d lines are %d characters long, %d of them padded with spaces",
            alike,
            lines.size(),
            width,
            padded)
        : "";
  }

  private static int width(String line) {
    return line.codePointCount(0, line.length());
  }

  private static long alike(List<String> lines, int width) {
    return lines.stream().filter(line -> width(line) == width).count();
  }

  /**
   * The widths of the fields, as far as blanks that stand in all lines show them: a field begins
   * after each such blank; in few lines, after two of them. Fields that no blank parts are found as
   * one.
   *
   * @return empty if there are too few lines to tell, or they differ in length
   */
  static List<Integer> widths(List<String> lines) {
    if (lines.size() < ENOUGH_LINES) {
      return List.of();
    }
    int gap = lines.size() < LINES_THAT_SHOW_BORDERS ? WIDE_GAP : 1;
    int width = width(lines.get(0));
    if (width < ENOUGH_WIDTH || alike(lines, width) < lines.size()) {
      return List.of();
    }
    boolean[] blank = new boolean[width];
    Arrays.fill(blank, true);
    for (String line : lines) {
      int[] characters = line.codePoints().toArray();
      for (int c = 0; c < width; c++) {
        blank[c] &= characters[c] == ' ';
      }
    }
    List<Integer> widths = new ArrayList<>();
    int start = 0;
    for (int c = 1; c < width; c++) {
      boolean parted = c >= gap && blank[c - 1] && blank[c - gap];
      if (parted && !blank[c] && hasText(blank, start, c)) {
        widths.add(c - start);
        start = c;
      }
    }
    widths.add(width - start);
    return widths.size() > 1 ? widths : List.of();
  }

  private static boolean hasText(boolean[] blank, int from, int to) {
    for (int c = from; c < to; c++) {
      if (!blank[c]) {
        return true;
      }
    }
    return false;
  }
}
