package io.sluice.benchmarks.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.benchmarks.Generate;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the generators write is what DuckDB reads. */
class GeneratorsTest {
  private static final String TPCH =
      "SELECT count(*) || ' ' || sum(l_orderkey) || ' ' || sum(l_extendedprice::DECIMAL(15,2)) || '"
          + " ' || min(l_shipdate::DATE) || ' ' || max(length(l_comment)) FROM ";

  @TempDir Path folder;

  @Test
  void lineItemIsTheSameInEveryFormat() throws Exception {
    // The figures of TPC-H itself at this scale: 6,005 rows, whose prices are fixed by the
    // standard.
    generate("tpch", "--sf", "0.001");
    generate("tpch", "--sf", "0.001", "--format", "jsonl", "--compression", "gzip");
    String csv = ask(TPCH + "read_csv('" + folder.resolve("lineitem.csv") + "')");
    assertEquals(csv, ask(TPCH + "read_json('" + folder.resolve("lineitem.jsonl.gz") + "')"));
    assertTrue(csv.startsWith("6005 "), csv);

    generate("tpch", "--sf", "0.001", "--format", "fixed_width");
    List<String> lines = Files.readAllLines(folder.resolve("lineitem.txt"));
    int width = LineItemTable.COLUMNS.stream().mapToInt(DataColumn::width).sum();
    assertEquals(6005, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.length() == width));
  }

  @Test
  void rowsCanBeLimited() throws Exception {
    generate("tpch", "--sf", "0.001", "--max-rows", "10");
    assertEquals(11, Files.readAllLines(folder.resolve("lineitem.csv")).size());
  }

  @ParameterizedTest
  @CsvSource({"wide,1000", "text,3000", "numbers,3000", "quoted_newlines,3000"})
  void syntheticTablesHaveTheirRowsAndColumns(String table, int rows) throws Exception {
    for (String format : List.of("csv", "jsonl")) {
      generate("synthetic", "--table", table, "--rows", "" + rows, "--format", format);
    }
    String csv =
        "read_csv('%s', header = true, delim = ',', quote = '\"', escape = '\"')"
            .formatted(folder.resolve(table + ".csv"));
    String json = "read_json('%s')".formatted(folder.resolve(table + ".jsonl"));
    String key = table.equals("wide") ? "c0" : "id";
    String counts = "SELECT count(*) || ' ' || count(DISTINCT " + key + ") FROM ";
    assertEquals(rows + " " + rows, ask(counts + csv));
    assertEquals(rows + " " + rows, ask(counts + json));
    String text =
        switch (table) {
          case "text" -> "body";
          case "quoted_newlines" -> "note";
          case "wide" -> "c7";
          default -> "price_0::VARCHAR";
        };
    String bytes = "SELECT sum(strlen(" + text + "))::VARCHAR FROM ";
    assertEquals(ask(bytes + csv), ask(bytes + json));
    assertTrue(
        Files.readString(folder.resolve(table + ".yml")).contains("path: " + table + ".jsonl"));
  }

  @Test
  void manySmallFilesHoldConsecutiveRows() throws Exception {
    generate("synthetic", "--table", "numbers", "--files", "20", "--file-size", "5000");
    try (var files = Files.list(folder.resolve("numbers"))) {
      assertTrue(
          files.allMatch(
              file -> file.toFile().length() >= 5_000 && file.toFile().length() < 6_000));
    }
    assertEquals(
        "20 true",
        ask(
            "SELECT count(DISTINCT filename) || ' ' || (max(id) + 1 = count(*)) FROM read_csv('"
                + folder.resolve("numbers/*.csv")
                + "', filename = true)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE"})
  void otherEncodingsHoldTheSameText(String encoding) throws Exception {
    // More than one flush of the buffer, so that a boundary may fall between two bytes of a
    // character.
    generate("synthetic", "--table", "text", "--rows", "2000");
    String text = Files.readString(folder.resolve("text.csv"));
    generate("synthetic", "--table", "text", "--rows", "2000", "--encoding", encoding);
    byte[] bytes = Files.readAllBytes(folder.resolve("text.csv"));
    String charset = encoding.equals("UTF-16") ? "UTF-16LE" : encoding;
    byte[] mark = "\ufeff".getBytes(charset);
    assertArrayEquals(mark, Arrays.copyOf(bytes, mark.length));
    assertEquals(text, new String(bytes, mark.length, bytes.length - mark.length, charset));
  }

  @Test
  void theSeedDecidesTheBytes() throws Exception {
    Path file = folder.resolve("wide.csv");
    generate("synthetic", "--table", "wide", "--rows", "50");
    byte[] first = Files.readAllBytes(file);
    generate("synthetic", "--table", "wide", "--rows", "50");
    assertArrayEquals(first, Files.readAllBytes(file));
    generate("synthetic", "--table", "wide", "--rows", "50", "--seed", "43");
    assertNotEquals(first.length, Files.size(file));
  }

  @Test
  void aFixedWidthRecordCannotHoldNewlines() {
    StringWriter err = new StringWriter();
    int code =
        Generate.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(
                "synthetic",
                "--table",
                "quoted_newlines",
                "--format",
                "fixed_width",
                "--out",
                folder.toString());
    assertNotEquals(0, code);
    assertTrue(err.toString().contains("choose csv"), err.toString());
    assertFalse(Files.exists(folder.resolve("quoted_newlines.txt")));
  }

  @Test
  void numbersAndDatesAreWrittenAsJavaWritesThem() throws Exception {
    List<String> expected = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<DataColumn> columns = List.of(new DataColumn("a", "string", 30));
    try (ByteSink sink = new ByteSink(bytes, StandardCharsets.UTF_8)) {
      RecordWriter out = new CsvRecordWriter(sink, columns);
      for (long day = -800_000; day < 800_000; day += 997) {
        LocalDate date = LocalDate.ofEpochDay(day);
        if (date.getYear() > 0) {
          out.date(day);
          out.endRecord();
          expected.add(date.toString());
        }
      }
      for (long value : new long[] {0, 9, -10, 99, 12345678901L, Long.MAX_VALUE, Long.MIN_VALUE}) {
        out.number(value);
        out.endRecord();
        expected.add(Long.toString(value));
      }
      out.decimal(-5, 2);
      out.endRecord();
      expected.add("-0.05");
      out.timestamp(-1);
      out.endRecord();
      expected.add(Instant.ofEpochSecond(-1).toString());
    }
    assertEquals(expected, bytes.toString(StandardCharsets.UTF_8).lines().toList());
  }

  private void generate(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--out", folder.toString()));
    assertEquals(0, Generate.commandLine().execute(all.toArray(String[]::new)));
  }

  private static String ask(String query) throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      assertTrue(result.next());
      return result.getString(1);
    }
  }
}
