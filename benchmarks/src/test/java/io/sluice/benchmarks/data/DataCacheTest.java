package io.sluice.benchmarks.data;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.engine.DuckDbSql;
import io.sluice.benchmarks.folder.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is generated is what DuckDB reads, and the same each time. */
class DataCacheTest {
  private static final double SCALE = 0.001;

  @TempDir Path folder;

  private final List<String> progress = new ArrayList<>();

  private Input input(String cache, Dataset dataset) throws Exception {
    return new DataCache(folder.resolve(cache), progress::add).input(dataset, SCALE);
  }

  private static String ask(Input input, String items) throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      String query = "SELECT concat_ws(' ', " + items + ") FROM " + DuckDbSql.source(input);
      try (ResultSet result = statement.executeQuery(query)) {
        assertTrue(result.next());
        return result.getString(1);
      }
    }
  }

  /** 6,005 rows is TPC-H's own figure at this scale, and prices are fixed by the standard. */
  @ParameterizedTest
  @CsvSource({
    "LINEITEM_CSV,6005",
    "LINEITEM_JSONL,2000",
    "LINEITEM_GZIP,2000",
    "LINEITEM_FIXED_WIDTH,2000"
  })
  void lineItemIsTheSameInEveryFormat(Dataset dataset, int rows) throws Exception {
    String figures = "count(*), sum(l_orderkey), sum(l_extendedprice), max(length(l_comment))";
    String first = "(SELECT * FROM %s LIMIT " + rows + ")";
    Input csv = input("a", Dataset.LINEITEM_CSV);
    String expected;
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT concat_ws(' ', "
                    + figures
                    + ") FROM "
                    + first.formatted(DuckDbSql.source(csv)))) {
      result.next();
      expected = result.getString(1);
    }
    assertTrue(expected.startsWith(rows + " "), expected);
    assertEquals(expected, ask(input("a", dataset), figures));
  }

  @Test
  void lineItemIsWrittenAsTpchWritesIt() throws Exception {
    List<String> lines = Files.readAllLines(Path.of(input("a", Dataset.LINEITEM_CSV).path()));
    assertEquals(
        "1,156,4,1,17,17954.55,0.04,0.02,N,O,1996-03-13,1996-02-12,1996-03-22,"
            + "DELIVER IN PERSON,TRUCK,\"egular courts above the\"",
        lines.get(1));
    int width = LineItems.columns().stream().mapToInt(DataColumn::width).sum();
    List<String> fixed =
        Files.readAllLines(Path.of(input("a", Dataset.LINEITEM_FIXED_WIDTH).path()));
    assertTrue(fixed.stream().allMatch(line -> line.length() == width));
  }

  @ParameterizedTest
  @CsvSource({"WIDE,200,c0", "TEXT,800,id", "NUMBERS,2000,id", "QUOTED_NEWLINES,2500,id"})
  void madeUpTablesHaveTheirRowsAndKeys(Dataset dataset, int rows, String key) throws Exception {
    Input input = input("a", dataset);
    assertEquals(rows + " " + rows, ask(input, "count(*), count(DISTINCT " + key + ")"));
    String nulls = dataset == Dataset.WIDE ? "c5 IS NULL" : "false";
    double share = Double.parseDouble(ask(input, "avg((" + nulls + ")::INT)"));
    assertEquals(dataset == Dataset.WIDE ? 0.1 : 0, share, 0.06);
    assertEquals(Files.size(Path.of(input.path())), input.textBytes());
  }

  @Test
  void notesLookLikeRecords() throws Exception {
    Input input = input("a", Dataset.QUOTED_NEWLINES);
    String items =
        "max(length(note) - length(replace(note, chr(10), ''))), bool_or(note LIKE '%,\"a note\",%'),"
            + " bool_or(contains(note, chr(13))), bool_or(note LIKE '%서울%'), count(DISTINCT note) > 2000";
    assertEquals("5 true true true true", ask(input, items));
  }

  @Test
  void smallFilesHaveTheirSizeAndAllRows() throws Exception {
    Input small = input("a", Dataset.SMALL_FILES);
    for (Path file : Folders.list(Path.of(small.path())).subList(0, 5)) {
      assertTrue(Files.size(file) >= 20_000 && Files.size(file) < 20_300, file.toString());
    }
    assertEquals("1460 1459", ask(small, "count(*), max(id)"));
    Input tiny = input("a", Dataset.TINY_FILES);
    assertEquals(20, Folders.list(Path.of(tiny.path())).size());
    assertEquals("40 40", ask(tiny, "count(*), count(DISTINCT id)"));
  }

  @Test
  void packedFilesContainTheSameText() throws Exception {
    String text;
    try (GZIPInputStream in =
        new GZIPInputStream(
            Files.newInputStream(Path.of(input("a", Dataset.LINEITEM_GZIP).path())))) {
      text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    Input utf16 = input("a", Dataset.LINEITEM_UTF16);
    byte[] bytes = Files.readAllBytes(Path.of(utf16.path()));
    assertArrayEquals("\ufeff".getBytes(UTF_16LE), Arrays.copyOf(bytes, 2));
    assertEquals(text, new String(bytes, 2, bytes.length - 2, UTF_16LE));
    assertEquals(text.length(), utf16.textBytes());
  }

  @ParameterizedTest
  @EnumSource(
      value = Dataset.class,
      names = {"WIDE", "TEXT", "NUMBERS", "QUOTED_NEWLINES"})
  void everyTimeTheSameBytes(Dataset dataset) throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    for (String cache : List.of("a", "b")) {
      hashes.put(cache, Files.readString(Path.of(input(cache, dataset).path())));
    }
    assertEquals(hashes.get("a"), hashes.get("b"));
  }

  @Test
  void whatIsThereIsNotMadeAgain() throws Exception {
    input("a", Dataset.NUMBERS);
    input("a", Dataset.NUMBERS);
    assertEquals(1, progress.size(), progress.toString());
  }

  /** Of the data set at scale 1: keys depend on the scale. */
  @Test
  void aSampleIsTheBeginningOfALargerOne() {
    byte[] sample = LineItems.sample(Format.CSV, 10);
    byte[] larger = LineItems.sample(Format.CSV, 50);
    assertArrayEquals(Arrays.copyOf(larger, sample.length), sample);
  }
}
