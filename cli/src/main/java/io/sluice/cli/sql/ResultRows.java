package io.sluice.cli.sql;

import io.sluice.cli.sql.RowWriter.RawJson;
import io.sluice.cli.sql.RowWriter.ResultColumn;
import io.sluice.cli.sql.RowWriter.ResultColumn.Shape;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;

/** Reads DuckDB's rows as the values that a {@link RowWriter} takes. */
final class ResultRows {
  private final ResultSet rows;
  private final List<ResultColumn> columns = new ArrayList<>();
  private final List<String> types = new ArrayList<>();

  ResultRows(ResultSet rows) throws SQLException {
    this.rows = rows;
    ResultSetMetaData metadata = rows.getMetaData();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      String type = metadata.getColumnTypeName(i);
      types.add(type);
      columns.add(new ResultColumn(metadata.getColumnName(i), shape(type)));
    }
  }

  List<ResultColumn> columns() {
    return columns;
  }

  /** The values of the row at which the result stands. */
  Object[] values() throws SQLException {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      // As an object, a timestamp would take a detour through the JVM's time zone, where some local
      // times do not exist.
      values[i] =
          types.get(i).startsWith("TIMESTAMP") && !types.get(i).endsWith("]")
              ? timestamp(i + 1)
              : plain(rows.getObject(i + 1));
    }
    return values;
  }

  private Object timestamp(int column) throws SQLException {
    if (types.get(column - 1).equals("TIMESTAMP WITH TIME ZONE")) {
      OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
      return time == null ? null : time.toInstant();
    }
    return rows.getObject(column, LocalDateTime.class);
  }

  private static Object plain(Object value) throws SQLException {
    if (value instanceof DuckDBStruct struct) {
      return plainValues(struct.getMap());
    }
    if (value instanceof Map<?, ?> map) {
      return plainValues(map);
    }
    if (value instanceof Array array) {
      List<Object> elements = new ArrayList<>();
      for (Object element : (Object[]) array.getArray()) {
        elements.add(plain(element));
      }
      return elements;
    }
    if (value instanceof JsonNode json) {
      return new RawJson(json.toString());
    }
    if (value instanceof Blob blob) {
      return blob.getBytes(1, Math.toIntExact(blob.length()));
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime();
    }
    if (value instanceof java.util.UUID uuid) {
      return uuid.toString();
    }
    return value;
  }

  private static Map<String, Object> plainValues(Map<?, ?> map) throws SQLException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      values.put(String.valueOf(plain(entry.getKey())), plain(entry.getValue()));
    }
    return values;
  }

  private static Shape shape(String type) {
    boolean number =
        switch (type) {
          case "TINYINT",
              "SMALLINT",
              "INTEGER",
              "BIGINT",
              "HUGEINT",
              "UTINYINT",
              "USMALLINT",
              "UINTEGER",
              "UBIGINT",
              "UHUGEINT",
              "FLOAT",
              "DOUBLE" ->
              true;
          default -> type.startsWith("DECIMAL") && !type.endsWith("]");
        };
    return number ? Shape.NUMBER : Shape.OTHER;
  }
}
