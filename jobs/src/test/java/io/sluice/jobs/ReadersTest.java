package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.localaws.PythonTool;
import io.sluice.localaws.PythonTool.Said;
import io.sluice.localaws.testing.OtherReaders;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.PartitionField;
import io.sluice.spec.SpecReader;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every table of test-data, tables of random files and one of odd values, read by others: Spark
 * with its default settings, pyarrow, Polars and DuckDB see the same rows and partitions. Each
 * value that one of them sees is held against the others' (the first thousand rows of a file).
 */
@Timeout(900)
class ReadersTest {
  private static final Path TEST_DATA = Path.of(System.getProperty("sluice.testData"));
  private static final List<String> DEMO =
      List.of("birdstrikes", "earthquakes", "emoji_ko", "flights", "names_ko");

  /** Texts that make odd names of folders; the last one is null in the file. */
  private static final List<String> TEXTS =
      List.of(
          "plain",
          "with blank",
          " leading",
          "100%",
          "a%20b",
          "%2F",
          "a/b",
          "a=b",
          "k=v/w=x",
          "#",
          "a+b",
          "a:b",
          "'quoted'",
          "{a,b}",
          "[x]",
          "*",
          "?",
          "back\\slash",
          "서울 특별시",
          "ü",
          "😀",
          ".",
          "..",
          "_hidden",
          ".hidden",
          "a&b",
          "<tag>",
          "semi;colon",
          "");

  private static final int RANDOM_ROWS = 300;

  /** Of a table with many partitions some files are enough. */
  private static final int MOST_FILES = 3;

  @TempDir private Path folder;

  private final ObjectMapper json = new ObjectMapper();
  private final ArrayNode tables = json.createArrayNode();
  private TestLake lake;

  @Test
  void seeTheSame() throws Exception {
    PythonTool python = OtherReaders.python();
    lake = new TestLake(folder);
    for (String name : TestDataTest.dataSets()) {
      Path set = TEST_DATA.resolve(name);
      add(SpecReader.read(set.resolve(set.getFileName() + ".yml")));
    }
    for (String name : DEMO) {
      addSome(SpecReader.read(TEST_DATA.resolve("demo").resolve(name + ".yml")));
    }
    for (String name : TestDataTest.badFiles()) {
      addSome(TestDataTest.badSpec(lake, name));
    }
    addRandomFiles();
    addOddValues();
    assertTrue(tables.size() > 50, tables.size() + " tables");
    Path document = folder.resolve("tables.json");
    json.writeValue(document.toFile(), tables);
    readBySpark(document);
    assertOddFolders(json.readTree(document.toFile()));
    Path script = folder.resolve("readers.py");
    try (InputStream in = ReadersTest.class.getResourceAsStream("readers.py")) {
      Files.copy(in, script);
    }
    Said said = python.run(Duration.ofMinutes(10), script.toString(), document.toString());
    assertEquals(0, said.exitCode(), said.output());
  }

  /** Those of {@link RandomFilesTest}, shorter. */
  private void addRandomFiles() {
    for (long seed = 1; seed <= 8; seed++) {
      RandomCsv csv = new RandomCsv(seed);
      Path file = lake.file("c" + seed + ".csv", csv.bytes(csv.text(RANDOM_ROWS)));
      add(lake.specOf(csv.spec(file.toString()) + "target: {table: csv" + seed + "}\n"));
    }
    for (long seed = 11; seed <= 16; seed++) {
      RandomJsonLines lines = new RandomJsonLines(seed);
      Path file = lake.file("j" + seed + ".jsonl", lines.text(RANDOM_ROWS));
      add(lake.specOf(lines.spec(file.toString()) + "target: {table: json" + seed + "}\n"));
    }
  }

  /** Dates and times long ago and far away, and texts that make odd names of folders. */
  private void addOddValues() {
    String[] days = {
      "0001-01-01", "1582-10-04", "1582-10-15", "1899-12-31", "1970-01-01", "9999-12-31"
    };
    StringBuilder text = new StringBuilder("id\ttext\tday\tat\tlocal\twide\n");
    for (int i = 0; i < TEXTS.size(); i++) {
      String day = days[i % days.length];
      text.append(i).append('\t').append(TEXTS.get(i)).append('\t').append(day).append('\t');
      text.append(day).append("T23:59:59.999999Z\t").append(day).append("T00:00:00.000001\t");
      text.append(i % 2 == 0 ? "-" : "").append("9".repeat(28)).append('.').append("9".repeat(10));
      text.append('\n');
    }
    lake.file("odd.tsv", text.toString());
    String spec =
        """
        dataset: %s
        source: {path: in/odd.tsv, format: csv, options: {delimiter: "\\t", quote: ""}}
        schema:
          - {name: id, type: bigint}
          - {name: text, type: string}
          - {name: day, type: date}
          - {name: at, type: timestamp}
          - {name: local, type: timestamp_ntz}
          - {name: wide, type: "decimal(38,10)"}
        target: {partition_by: [%s]}
        """;
    add(lake.specOf(spec.formatted("odd_values", "")));
    add(lake.specOf(spec.formatted("odd_folders", "text")));
    add(lake.specOf(spec.formatted("odd_days", "day, 'year(at)', 'month(at)', 'hour(local)'")));
    add(lake.specOf(spec.formatted("odd_times", "at, local")));
    add(lake.specOf(spec.formatted("odd_keys", "'truncate(id, 10)', 'bucket(4, wide)'")));
  }

  /** A table of all records. */
  private void add(DatasetSpec spec) {
    Outcome outcome = lake.ingest(spec);
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertEquals(
        0,
        outcome.report().data().totals().rejected(),
        () -> outcome.report().findings().rejects().toString());
    addTable(spec);
  }

  /** A table of the records that are right, if there is any. */
  private void addSome(DatasetSpec spec) {
    Outcome outcome = lake.ingest(spec);
    if (outcome.exitCode() == ExitCode.DONE && outcome.report().data().totals().written() > 0) {
      addTable(spec);
    }
  }

  private void addTable(DatasetSpec spec) {
    String table = spec.target().database() + "." + spec.target().table();
    ObjectNode entry = tables.addObject();
    entry.put("name", table);
    entry.put("folder", lake.location().table(spec.target()));
    ArrayNode keys = entry.putArray("keys");
    spec.target().partitionBy().stream().map(PartitionField::name).forEach(keys::add);
    ArrayNode files = entry.putArray("files");
    lake.paths(table, Kind.DATA).stream().limit(MOST_FILES).forEach(files::add);
  }

  /**
   * That all readers agree is not all: each text is a partition's value as it stood in the file.
   */
  private static void assertOddFolders(JsonNode tables) {
    Set<String> expected = new TreeSet<>(TEXTS);
    for (JsonNode table : tables) {
      if (table.get("name").asText().endsWith("odd_folders")) {
        for (JsonNode partition : table.get("partitions")) {
          JsonNode value = partition.get(0).get(0);
          assertTrue(expected.remove(value.isNull() ? "" : value.asText()), value.toString());
        }
      }
    }
    assertEquals(Set.of(), expected);
  }

  private static void readBySpark(Path document) throws Exception {
    JobProcess spark =
        JobProcess.start(
            System.getProperty("java.class.path"),
            List.of("-Duser.timezone=UTC", "-Dspark.ui.enabled=false"),
            List.of(StockSpark.class.getName(), document.toString()));
    assertEquals(0, spark.exitCode(), spark.told());
  }
}
