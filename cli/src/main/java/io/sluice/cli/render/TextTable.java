package io.sluice.cli.render;

import io.sluice.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows in aligned columns. All rows are held until printed: callers limit how many they add. On a
 * terminal too narrow for them the widest columns are cut; elsewhere nothing is.
 */
public final class TextTable {
  /** Which side of a column its values stand on. */
  public enum Align {
    LEFT,
    RIGHT
  }

  private static final String GAP = "  ";
  private static final String NULL = "NULL";
  private static final int NARROWEST = 8;

  private final List<String> headers = new ArrayList<>();
  private final List<Align> alignments = new ArrayList<>();
  private final List<String[]> rows = new ArrayList<>();

  public TextTable column(String header, Align align) {
    headers.add(Cells.oneLine(header));
    alignments.add(align);
    return this;
  }

  public TextTable left(String... names) {
    for (String name : names) {
      column(name, Align.LEFT);
    }
    return this;
  }

  public TextTable right(String... names) {
    for (String name : names) {
      column(name, Align.RIGHT);
    }
    return this;
  }

  /** One cell a column; null shows as {@code NULL}. */
  public TextTable row(Object... cells) {
    if (cells.length != headers.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + headers.size() + " columns");
    }
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = cells[i] == null ? null : Cells.oneLine(cells[i].toString());
    }
    rows.add(row);
    return this;
  }

  public int rowCount() {
    return rows.size();
  }

  /** Writes header and rows, each line after {@code indent}. */
  public void print(PrintWriter out, Terminal terminal, String indent) {
    int[] widths = widths(terminal.columns() - indent.length());
    out.println(
        indent + terminal.bold(line(headers.toArray(String[]::new), widths, Terminal.NONE)));
    for (String[] row : rows) {
      out.println(indent + line(row, widths, terminal));
    }
  }

  public void print(PrintWriter out, Terminal terminal) {
    print(out, terminal, "");
  }

  private int[] widths(int available) {
    int[] widths = new int[headers.size()];
    int total = GAP.length() * (widths.length - 1);
    for (int i = 0; i < widths.length; i++) {
      widths[i] = DisplayWidth.of(headers.get(i));
      for (String[] row : rows) {
        widths[i] = Math.max(widths[i], row[i] == null ? NULL.length() : DisplayWidth.of(row[i]));
      }
      total += widths[i];
    }
    while (available > 0 && total > available) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        if (widths[i] > widths[widest]) {
          widest = i;
        }
      }
      if (widths[widest] <= NARROWEST) {
        break;
      }
      widths[widest]--;
      total--;
    }
    return widths;
  }

  private String line(String[] cells, int[] widths, Terminal terminal) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      String text = DisplayWidth.shortened(cells[i] == null ? NULL : cells[i], widths[i]);
      String pad = " ".repeat(Math.max(0, widths[i] - DisplayWidth.of(text)));
      String shown = cells[i] == null ? terminal.dim(text) : text;
      boolean last = i == cells.length - 1;
      if (alignments.get(i) == Align.RIGHT) {
        line.append(pad).append(shown);
      } else {
        line.append(shown).append(last ? "" : pad);
      }
      line.append(last ? "" : GAP);
    }
    return line.toString();
  }
}
