package io.sluice.formats.detect;

import java.util.List;

/** Do the columns of a text stand below each other, padded with spaces? */
final class FixedWidthShape {
  private static final int ENOUGH_LINES = 3;
  private static final int ENOUGH_WIDTH = 20;
  private static final double MOST = 0.9;

  private FixedWidthShape() {}

  /** What speaks for it; empty if nothing does. */
  static String evidence(List<String> lines) {
    if (lines.size() < ENOUGH_LINES) {
      return "";
    }
    int width = lines.get(0).length();
    long alike = lines.stream().filter(line -> line.length() == width).count();
    long padded = lines.stream().filter(line -> line.strip().contains("  ")).count();
    boolean fixed =
        width >= ENOUGH_WIDTH && alike >= MOST * lines.size() && padded >= 0.5 * lines.size();
    return fixed
        ? String.format(
            "%d of the first %d lines are %d characters long, %d of them padded with spaces",
            alike, lines.size(), width, padded)
        : "";
  }
}
