package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.formats.column.Column;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.source.LocalFile;
import io.sluice.spec.SourceOptions.JsonRecords;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB reads the same rows from the same files. */
class DuckDbAgreementTest {
  private static final String[][] COLUMNS = {
    {"id", "bigint", "BIGINT"},
    {"price", "decimal(12,2)", "DECIMAL(12,2)"},
    {"ratio", "double", "DOUBLE"},
    {"ok", "boolean", "BOOLEAN"},
    {"name", "string", "VARCHAR"},
    {"day", "date", "DATE"},
    {"tags", "array<string>", "VARCHAR[]"},
    {"geo", "struct<lat:double,pos:struct<n:int>>", "STRUCT(lat DOUBLE, pos STRUCT(n INTEGER))"},
    {"items", "array<struct<sku:string,qty:int>>", "STRUCT(sku VARCHAR, qty INTEGER)[]"},
  };

  @TempDir private Path folder;

  private static String record(RandomJson json, long id) {
    Random random = json.random();
    List<String> members = new ArrayList<>();
    members.add("\"id\":" + id);
    if (random.nextInt(5) > 0) {
      members.add(String.format(Locale.ROOT, "\"price\": %.2f", random.nextInt(1_000_000) / 100.0));
      members.add("\"ratio\":" + random.nextInt(1000) / 8.0 + (random.nextBoolean() ? "" : "e-3"));
    }
    members.add("\"ok\":" + (random.nextInt(4) == 0 ? "null" : "" + random.nextBoolean()));
    members.add("\"name\" :" + json.string(json.text().replace("\u0000", "0")));
    members.add(String.format("\"day\":\"2024-%02d-%02d\"", 1 + id % 12, 1 + id % 28));
    List<String> tags = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.add(random.nextInt(5) == 0 ? "null" : json.string("tag\t" + i));
    }
    members.add("\"tags\":" + tags);
    if (random.nextBoolean()) {
      members.add("\"geo\":{\"pos\":{\"n\":" + random.nextInt(9) + "},\"lat\":" + id + ".25}");
    }
    members.add(
        random.nextInt(4) == 0
            ? "\"items\":[]"
            : "\"items\":[{\"sku\":\"S" + id + "\"},{\"qty\":" + id % 5 + ",\"sku\":null}]");
    members.add("\"other\":{\"deep\":[" + json.value(3) + "]}");
    if (random.nextInt(6) == 0) {
      java.util.Collections.shuffle(members, random);
    }
    return "{" + String.join(random.nextBoolean() ? "," : ", ", members) + "}";
  }

  @Test
  void linesAndArrays() throws IOException, SQLException {
    for (int seed = 0; seed < 4; seed++) {
      RandomJson json = new RandomJson(seed);
      List<String> records = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        records.add(record(json, i));
      }
      Path lines = Files.writeString(folder.resolve(seed + ".jsonl"), String.join("\n", records));
      Path array =
          Files.writeString(
              folder.resolve(seed + ".json"), "[\n" + String.join(",\n", records) + "\n]\n", UTF_8);
      List<List<Object>> expected = duckDb(lines);
      assertEquals(3_000, expected.size());
      assertSame(
          expected,
          ours(lines, new JsonLinesLayout("none", "UTF-8", 0, 1 << 20, JsonRecords.OBJECTS)),
          seed);
      assertSame(
          expected,
          ours(array, new JsonDocumentLayout("none", "UTF-8", 0, 1 << 20, JsonRecords.OBJECTS)),
          seed);
    }
  }

  private static void assertSame(List<List<Object>> expected, List<List<Object>> actual, int seed) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), "seed " + seed + ", record " + i);
    }
  }

  private static List<List<Object>> ours(Path path, JsonLayout layout) throws IOException {
    LocalFile file = LocalFile.of(path, path.toString());
    ReadPlan plan =
        new ReadPlan(
            Arrays.stream(COLUMNS).map(c -> ReadJson.column(c[0] + " " + c[1])).toList(),
            ReadPlan.DEFAULT_BATCH_ROWS,
            MissingColumn.NULL);
    List<List<Object>> rows = new ArrayList<>();
    try (BatchReader reader = JsonFiles.open(file, layout, ReadJson.whole(file), plan)) {
      for (ReadBatch batch = reader.next(); batch != null; batch = reader.next()) {
        assertEquals(List.of(), batch.rejects());
        for (int row = 0; row < batch.rows().rowCount(); row++) {
          List<Object> values = new ArrayList<>();
          for (Column column : batch.rows().columns()) {
            values.add(ReadJson.value(column, row));
          }
          rows.add(values);
        }
      }
    }
    return rows;
  }

  private static List<List<Object>> duckDb(Path path) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (String[] column : COLUMNS) {
      columns.add(column[0] + ": '" + column[2] + "'");
    }
    List<List<Object>> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT * FROM read_json('"
                    + path
                    + "', format = 'newline_delimited', columns = {"
                    + String.join(", ", columns)
                    + "})")) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int c = 1; c <= COLUMNS.length; c++) {
          row.add(javaValue(result.getObject(c)));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static Object javaValue(Object value) throws SQLException {
    if (value instanceof Array array) {
      return javaValue((Object[]) array.getArray());
    }
    if (value instanceof Struct struct) {
      return javaValue(struct.getAttributes());
    }
    return value instanceof BigDecimal decimal ? decimal.setScale(2) : value;
  }

  private static List<Object> javaValue(Object[] values) throws SQLException {
    List<Object> list = new ArrayList<>();
    for (Object value : values) {
      list.add(javaValue(value));
    }
    return list;
  }
}
