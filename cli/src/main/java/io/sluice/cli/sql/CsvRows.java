package io.sluice.cli.sql;

import java.io.PrintWriter;
import java.util.List;

/** RFC 4180 with a header; null is the empty field, and the empty text is {@code ""}. */
public final class CsvRows implements RowWriter {
  private final PrintWriter out;

  public CsvRows(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(List<ResultColumn> columns) {
    line(columns.stream().map(ResultColumn::name).toArray());
  }

  @Override
  public void row(Object[] values) {
    line(values);
  }

  @Override
  public void end() {
    out.flush();
  }

  private void line(Object[] values) {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        out.write(',');
      }
      if (values[i] != null) {
        field(Values.text(values[i]));
      }
    }
    out.write("\r\n");
  }

  private void field(String text) {
    boolean plain = !text.isEmpty();
    for (int i = 0; plain && i < text.length(); i++) {
      char c = text.charAt(i);
      plain = c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    out.write(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
  }
}
