package io.sluice.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.formats.CsvReading.LayoutBuilder;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.split.SplitCertainty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Well-formed files of many dialects, split in many pieces: the same rows that DuckDB reads. */
class CsvOracleTest {
  private static final int ROWS = 3000;

  @TempDir Path folder;

  private static String quoted(String text, LayoutBuilder layout) {
    String escaped = text;
    if (!layout.escape.equals(layout.quote)) {
      escaped = escaped.replace(layout.escape, layout.escape + layout.escape);
    }
    escaped = escaped.replace(layout.quote, layout.escape + layout.quote);
    return layout.quote + escaped + layout.quote;
  }

  private static String file(Random random, LayoutBuilder layout, String newline) {
    String[] words = {
      "x",
      "long text without anything in it",
      "é",
      "서울",
      "\uD83D\uDE00",
      " ",
      "7",
      "-0.5",
      layout.delimiter,
      layout.quote,
      "\n",
      "\r\n",
      layout.escape,
      "#",
      "''"
    };
    StringBuilder text = new StringBuilder(String.join(layout.delimiter, layout.header));
    for (int row = 0; row < ROWS; row++) {
      text.append(newline);
      for (int f = 0; f < layout.header.size(); f++) {
        text.append(f == 0 ? "" : layout.delimiter);
        StringBuilder field = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
          field.append(words[random.nextInt(words.length)]);
        }
        // DuckDB takes the first field's blank line for a blank line, as we do.
        String value = field.isEmpty() && f == 0 ? "first" : field.toString();
        boolean ordinary = true;
        for (String special : List.of(layout.delimiter, layout.quote, "\n", "\r", layout.escape)) {
          ordinary &= !value.contains(special);
        }
        text.append(ordinary && random.nextInt(5) > 0 ? value : quoted(value, layout));
      }
    }
    return text + (random.nextBoolean() ? newline : "");
  }

  private static List<String> duckdb(Path path, LayoutBuilder layout) throws SQLException {
    String sql =
        "SELECT * FROM read_csv('"
            + path
            + "', all_varchar=true, header=true, auto_detect=false, strict_mode=true, delim='"
            + layout.delimiter
            + "', quote='"
            + layout.quote.replace("'", "''")
            + "', escape='"
            + layout.escape.replace("'", "''")
            + "', columns={'a':'VARCHAR','b':'VARCHAR','c':'VARCHAR','d':'VARCHAR'},"
            + " allow_quoted_nulls=false)";
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int c = 1; c <= 4; c++) {
          String value = result.getString(c);
          row.append(c == 1 ? "" : "|").append(value == null ? "~" : value);
        }
        rows.add(row.toString());
      }
    }
    rows.add("records " + rows.size());
    return rows;
  }

  @Test
  void sameRowsAsDuckDb() throws IOException, SQLException {
    Random random = new Random(42);
    String[][] dialects = {
      {",", "\"", "\""},
      {";", "\"", "\""},
      {"\t", "'", "'"},
      {"|", "\"", "\\"},
      {"||", "\"", "\""},
      {"~|~", "'", "\\"}
    };
    ReadColumn[] columns = {
      CsvReading.text("a"), CsvReading.text("b"), CsvReading.text("c"), CsvReading.text("d")
    };
    ReadPlan plan = CsvReading.plan(columns);
    for (String[] dialect : dialects) {
      for (String newline : new String[] {"\n", "\r\n"}) {
        LayoutBuilder layout = new LayoutBuilder();
        layout.header = List.of("a", "b", "c", "d");
        layout.delimiter = dialect[0];
        layout.quote = dialect[1];
        layout.escape = dialect[2];
        layout.newline = newline;
        String text = file(random, layout, newline);
        Path path = folder.resolve("file.csv");
        Files.writeString(path, text);
        List<String> expected = duckdb(path, layout);
        String what = "delimiter " + dialect[0] + " quote " + dialect[1] + " escape " + dialect[2];
        MemoryObject object = new MemoryObject("m", text.getBytes(UTF_8));
        for (int target : new int[] {1 << 30, 7001}) {
          List<ByteRange> ranges =
              Formats.splits(object, layout.build(), 0, target, SplitCertainty.PROVEN);
          assertEquals(expected, CsvReading.read(object, layout.build(), ranges, plan), what);
        }
      }
    }
  }
}
