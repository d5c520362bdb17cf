package io.sluice.cli.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** An array of objects, a row a line. */
public final class JsonRows implements RowWriter {
  private final PrintWriter out;
  private final JsonGenerator json;
  private List<ResultColumn> columns = List.of();
  private long rows;

  public JsonRows(PrintWriter out) throws IOException {
    this.out = out;
    this.json =
        Values.JSON
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .setRootValueSeparator(null);
  }

  @Override
  public void begin(List<ResultColumn> resultColumns) {
    columns = resultColumns;
    out.print('[');
  }

  @Override
  public void row(Object[] values) throws IOException {
    out.print(rows++ == 0 ? "\n" : ",\n");
    json.writeStartObject();
    for (int i = 0; i < values.length; i++) {
      json.writeFieldName(columns.get(i).name());
      Values.write(json, values[i]);
    }
    json.writeEndObject();
    json.flush();
  }

  @Override
  public void end() {
    out.println(rows == 0 ? "]" : "\n]");
    out.flush();
  }
}
