package io.sluice.cli.sql;

import io.sluice.cli.render.TextTable;
import io.sluice.cli.render.TextTable.Align;
import io.sluice.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.time.LocalDateTime;
import java.util.List;

/** Aligned columns for people. Holds all rows: give a limit to the query. */
public final class TableRows implements RowWriter {
  private final PrintWriter out;
  private final Terminal terminal;
  private final String indent;
  private final TextTable table = new TextTable();

  private final Empty empty;

  /** What EXPLAIN answers: a drawing of many lines, not a value for a cell. */
  private boolean drawing;

  /** What is printed of a result without rows. */
  public enum Empty {
    HEADER,
    SILENT
  }

  public TableRows(PrintWriter out, Terminal terminal, String indent, Empty empty) {
    this.out = out;
    this.terminal = terminal;
    this.indent = indent;
    this.empty = empty;
  }

  @Override
  public void begin(List<ResultColumn> columns) {
    drawing = columns.get(0).name().equals("explain_key");
    for (ResultColumn column : columns) {
      table.column(
          column.name(), column.shape() == ResultColumn.Shape.NUMBER ? Align.RIGHT : Align.LEFT);
    }
  }

  @Override
  public void row(Object[] values) {
    if (drawing) {
      out.println(values[1]);
      return;
    }
    Object[] cells = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      cells[i] = values[i] == null ? null : shown(values[i]);
    }
    table.row(cells);
  }

  @Override
  public void end() {
    if (table.rowCount() > 0 || (empty == Empty.HEADER && !drawing)) {
      table.print(out, terminal, indent);
    }
    out.flush();
  }

  /** How many rows were printed. */
  public int rowCount() {
    return table.rowCount();
  }

  private static String shown(Object value) {
    String text = Values.text(value);
    return value instanceof LocalDateTime || value instanceof java.time.Instant
        ? text.replace('T', ' ')
        : text;
  }
}
