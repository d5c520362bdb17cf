package io.sluice.cli.show;

import io.sluice.cli.render.Cells;
import io.sluice.cli.render.TextTable;
import io.sluice.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.List;

/** What pages to read are made of: lines with names, and titles with what stands below them. */
abstract class Page {
  /** Longer lists are cut, with a note: the page is to be read, and JSON has everything. */
  static final int MOST_ROWS = 50;

  final PrintWriter out;
  final Terminal terminal;
  private final int nameWidth;

  /**
   * @param nameWidth of a line's name and the blanks after it
   */
  Page(PrintWriter out, Terminal terminal, int nameWidth) {
    this.out = out;
    this.terminal = terminal;
    this.nameWidth = nameWidth;
  }

  final void line(String name, String value) {
    out.println("  " + name + " ".repeat(nameWidth - name.length()) + Cells.oneLine(value));
  }

  final void heading(String title) {
    out.println();
    out.println(terminal.bold(title));
  }

  /** Nothing, if there are none. */
  final void notes(String title, List<String> notes) {
    if (!notes.isEmpty()) {
      heading(title);
      notes.forEach(note -> out.println("  - " + Cells.oneLine(note)));
    }
  }

  /** The rows that are shown. */
  static <T> List<T> first(List<T> rows) {
    return rows.subList(0, Math.min(MOST_ROWS, rows.size()));
  }

  /**
   * Nothing, if the table has no row.
   *
   * @param all how many rows it would have if it were not cut
   */
  final void print(String title, TextTable table, int all) {
    if (table.rowCount() == 0) {
      return;
    }
    heading(title);
    table.print(out, terminal, "  ");
    if (table.rowCount() < all) {
      out.println("  (" + table.rowCount() + " of " + all + "; --output json shows all)");
    }
  }
}
