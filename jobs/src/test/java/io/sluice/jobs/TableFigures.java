package io.sluice.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The figures of {@code expected.json}, and the same figures of a table that Sluice wrote. */
record TableFigures(long rows, List<Column> columns) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** {@code min} and {@code max} are null for nested columns. */
  record Column(
      String name,
      String type,
      long nulls,
      long distinct,
      String min,
      String max,
      String checksum) {
    boolean nested() {
      return type.startsWith("STRUCT") || type.startsWith("MAP") || type.endsWith("[]");
    }
  }

  static TableFigures expected(Path file) throws IOException {
    JsonNode json = JSON.readTree(file.toFile());
    List<Column> columns = new ArrayList<>();
    for (JsonNode column : json.get("columns")) {
      columns.add(
          new Column(
              column.get("name").asText(),
              column.get("type").asText(),
              column.get("nulls").asLong(),
              column.get("distinct").asLong(),
              text(column.get("min")),
              text(column.get("max")),
              column.get("checksum").asText()));
    }
    return new TableFigures(json.get("rows").asLong(), columns);
  }

  private static String text(JsonNode value) {
    return value == null || value.isNull() ? null : value.asText();
  }

  /**
   * The figures of a table, one of whose columns stands for each of these; each is first cast to
   * the type expected, in which another width, or a partition value's text, becomes the same text.
   *
   * @param from what DuckDB shall read
   * @param names the table's names of the columns
   */
  TableFigures of(String from, List<String> names) {
    List<String> figures = new ArrayList<>();
    figures.add("count(*)");
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      String name = '"' + names.get(i).replace("\"", "\"\"") + '"';
      // DuckDB's cast from decimal to double is not the nearest one; that from text is.
      String value =
          (column.type().equals("DOUBLE") ? "CAST(%s::VARCHAR AS %s)" : "CAST(%s AS %s)")
              .formatted(name, column.type());
      String text = (column.nested() ? "to_json(" + value + ")" : value) + "::VARCHAR";
      figures.add("count(*) - count(" + value + ")");
      figures.add("count(DISTINCT " + text + ")");
      figures.add(column.nested() ? "NULL" : "min(" + value + ")::VARCHAR");
      figures.add(column.nested() ? "NULL" : "max(" + value + ")::VARCHAR");
      figures.add("coalesce(sum(('0x' || substr(md5(" + text + "), 1, 8))::BIGINT), 0)::VARCHAR");
    }
    List<String> row = TestLake.row("SELECT " + String.join(", ", figures) + " FROM " + from);
    List<Column> found = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      List<String> of = row.subList(1 + 5 * i, 6 + 5 * i);
      found.add(
          new Column(
              columns.get(i).name(),
              columns.get(i).type(),
              Long.parseLong(of.get(0)),
              Long.parseLong(of.get(1)),
              of.get(2),
              of.get(3),
              of.get(4)));
    }
    return new TableFigures(Long.parseLong(row.get(0)), found);
  }
}
