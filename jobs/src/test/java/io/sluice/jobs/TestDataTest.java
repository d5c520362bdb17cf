package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SourceFormat;
import io.sluice.spec.SpecReader;
import io.sluice.spec.TargetSpec;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.RejectSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of test-data becomes the table, or the failure, that is written down beside it. */
class TestDataTest {
  private static final Path TEST_DATA = Path.of(System.getProperty("sluice.testData"));
  private static final Path BAD = TEST_DATA.resolve("bad");
  private static final String EXPECTED = ".expected.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  static List<String> dataSets() throws IOException {
    try (Stream<Path> files = Files.walk(TEST_DATA, 3)) {
      return files
          .filter(file -> file.endsWith("expected.json"))
          .map(file -> TEST_DATA.relativize(file.getParent()).toString())
          .sorted()
          .toList();
    }
  }

  static List<String> badFiles() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(EXPECTED))
          .map(name -> name.replace(EXPECTED, ""))
          .sorted()
          .toList();
    }
  }

  private static final String ABSENT = "absent_";

  @ParameterizedTest
  @MethodSource("dataSets")
  void asTheSpecSays(String name) throws IOException {
    Path set = TEST_DATA.resolve(name);
    assertBecomes(set.resolve("expected.json"), spec(set));
  }

  @ParameterizedTest
  @MethodSource("dataSets")
  void inferred(String name) throws IOException {
    Path set = TEST_DATA.resolve(name);
    assertBecomes(set.resolve("expected.json"), withoutSchema(spec(set)));
  }

  private static DatasetSpec spec(Path set) {
    return SpecReader.read(set.resolve(set.getFileName() + ".yml"));
  }

  private void assertBecomes(Path figures, DatasetSpec spec) throws IOException {
    TestLake lake = new TwinLakes(folder);
    Outcome outcome = lake.ingest(spec);
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    TableFigures expected = TableFigures.expected(figures);
    Counts totals = outcome.report().data().totals();
    assertEquals(expected.rows(), totals.written());
    assertEquals(0, totals.rejected(), () -> outcome.report().findings().rejects().toString());
    String from = lake.table(spec.target().database() + "." + spec.target().table());
    List<String> names = names(expected, spec, from);
    assertEquals(expected, expected.of(withAbsent(names, from), names));
    if (!spec.schema().isEmpty()) {
      assertEquals(types(expected, spec), types(lake, spec));
    }
  }

  /**
   * Without a schema, columns of delimited text are called after the file's header and stand in its
   * order; keys of JSON are the columns' names.
   */
  private static List<String> names(TableFigures expected, DatasetSpec spec, String from) {
    if (!spec.schema().isEmpty() || spec.source().format() == SourceFormat.JSONL) {
      return expected.columns().stream().map(TableFigures.Column::name).toList();
    }
    List<String> names = new ArrayList<>(columns(from));
    for (int i = 0; i < expected.columns().size(); i++) {
      // A column without a value has no type yet, and no file has it.
      if (names.size() < expected.columns().size()
          && expected.columns().get(i).nulls() == expected.rows()) {
        names.add(i, ABSENT + i);
      }
    }
    return names;
  }

  private static List<String> columns(String from) {
    return TestLake.sql("SELECT column_name FROM (DESCRIBE SELECT * FROM " + from + ")");
  }

  /** The table with the columns that are in no file, as null. */
  private static String withAbsent(List<String> names, String from) {
    String absent =
        names.stream()
            .filter(name -> name.startsWith(ABSENT))
            .map(name -> ", NULL::VARCHAR AS \"" + name + "\"")
            .collect(Collectors.joining());
    return absent.isEmpty() ? from : "(SELECT *" + absent + " FROM " + from + ")";
  }

  /** Pinned types are exact; partition columns are in no file. */
  private static Map<String, String> types(TableFigures expected, DatasetSpec spec) {
    Map<String, String> types = new TreeMap<>();
    expected.columns().forEach(column -> types.put(column.name(), column.type()));
    spec.target().partitionBy().forEach(field -> types.remove(field.name()));
    return types;
  }

  private static Map<String, String> types(TestLake lake, DatasetSpec spec) {
    String table = spec.target().database() + "." + spec.target().table();
    Map<String, String> types = new TreeMap<>();
    for (String line :
        TestLake.sql(
            "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('"
                + lake.paths(table, Kind.DATA).get(0)
                + "', hive_partitioning = false))")) {
      String[] column = line.split("\\|", 2);
      types.put(column[0], column[1]);
    }
    return types;
  }

  private static DatasetSpec withoutSchema(DatasetSpec spec) {
    TargetSpec target = spec.target();
    return new DatasetSpec(
        spec.dataset(),
        spec.source(),
        List.of(),
        spec.rejects(),
        spec.onDrift(),
        spec.transforms(),
        spec.quality(),
        spec.audit(),
        // Partition columns carry the schema's names.
        target.withPartitionBy(List.of()));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void bad(String name) throws IOException {
    TestLake lake = new TwinLakes(folder);
    JsonNode expected = JSON.readTree(BAD.resolve(name + EXPECTED).toFile());
    DatasetSpec spec = badSpec(lake, name);
    String table = spec.target().database() + "." + spec.target().table();
    Outcome outcome = lake.ingest(spec);
    if (expected.has("fails")) {
      assertEquals(ExitCode.FAILED, outcome.exitCode());
      String message = outcome.failure().orElseThrow().getMessage();
      assertTrue(message.contains(expected.get("fails").asText()), message);
      assertFalse(message.contains("Exception"), message);
      assertEquals(List.of(), lake.paths(table, Kind.DATA));
      return;
    }
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    Counts totals = outcome.report().data().totals();
    long read = expected.get("read").asLong();
    long rejected = expected.get("rejected").asLong();
    Map<String, Long> codes = new TreeMap<>();
    expected
        .get("codes")
        .properties()
        .forEach(code -> codes.put(code.getKey(), code.getValue().asLong()));
    assertEquals(codes, codes(outcome.report().findings().rejects()));
    // Blank lines are read and filtered; `read` of the expectation does not count them.
    assertEquals(read, totals.read() - totals.filtered(), totals::toString);
    assertEquals(rejected, totals.rejected());
    assertEquals(read - rejected, totals.written());
    assertEquals(
        Long.toString(read - rejected),
        TestLake.sql("SELECT count(*) FROM " + lake.table(table)).get(0));
    assertEquals(
        codes.entrySet().stream().map(code -> code.getKey() + "|" + code.getValue()).toList(),
        rejected == 0
            ? List.of()
            : TestLake.sql(
                "SELECT code, count(*) FROM " + lake.rejects(table) + " GROUP BY 1 ORDER BY 1"));
  }

  /** Its own spec, or one that says nothing of the file. */
  static DatasetSpec badSpec(TestLake lake, String name) throws IOException {
    Path spec = BAD.resolve(name + ".yml");
    if (Files.exists(spec)) {
      return SpecReader.read(spec);
    }
    try (Stream<Path> files = Files.list(BAD)) {
      Path file =
          files
              .filter(f -> f.getFileName().toString().startsWith(name + "."))
              .filter(f -> !f.toString().endsWith(".json"))
              .findFirst()
              .orElseThrow();
      return lake.specOf(
          "dataset: bad\nsource: {path: '" + file + "'}\ntarget: {table: " + name + "}\n");
    }
  }

  private static Map<String, Long> codes(List<RejectSummary> rejects) {
    Map<String, Long> codes = new TreeMap<>();
    rejects.forEach(reject -> codes.merge(reject.code(), reject.rows(), Long::sum));
    return codes;
  }

  @Test
  void demo() throws IOException {
    TwinLakes lake = new TwinLakes(folder);
    assertDemo(
        lake,
        "birdstrikes",
        3732,
        Map.of("not_a_date", 2L, "not_a_number", 1L, "too_few_fields", 1L));
    assertDemo(lake, "emoji_ko", 1949, Map.of());
    assertDemo(lake, "flights", 20_000, Map.of());
    assertDemo(lake, "names_ko", 1052, Map.of());
    assertEquals(2, lake.lakes().size(), "both engines ran all of these, and were compared");
    // Its expressions are Spark SQL.
    assertDemo(
        lake,
        "earthquakes",
        603,
        Map.of("malformed_json", 1L, "not_a_number", 1L, "null_not_allowed", 1L));
    assertEquals(1, lake.lakes().size());
    for (String set : List.of("jsonl/emoji_ko", "csv/names_ko")) {
      TableFigures expected =
          TableFigures.expected(TEST_DATA.resolve(set).resolve("expected.json"));
      String from = lake.table("demo." + set.substring(set.indexOf('/') + 1));
      List<String> names = expected.columns().stream().map(TableFigures.Column::name).toList();
      assertEquals(expected, expected.of(from, names));
    }
    // The demo's flights, inferred, are the ones that DuckDB reads from the same file.
    String flights = lake.table("demo.flights");
    String same =
        "SELECT * REPLACE (time_hour::TIMESTAMPTZ AS time_hour) FROM read_csv('%s', nullstr = 'NA')"
            .formatted(TEST_DATA.resolve("demo/flights.csv.gz"));
    String ours =
        "SELECT "
            + String.join(
                ", ", TestLake.sql("SELECT '\"'||column_name||'\"' FROM (DESCRIBE " + same + ")"))
            + " FROM "
            + flights;
    assertEquals(List.of(), TestLake.sql("(" + same + ") EXCEPT ALL (" + ours + ") LIMIT 3"));
    assertEquals(List.of(), TestLake.sql("(" + ours + ") EXCEPT ALL (" + same + ") LIMIT 3"));
  }

  private static void assertDemo(
      TestLake lake, String name, long records, Map<String, Long> codes) {
    Outcome outcome =
        lake.ingest(SpecReader.read(TEST_DATA.resolve("demo").resolve(name + ".yml")));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertEquals(records, outcome.report().data().totals().read(), name);
    assertEquals(codes, codes(outcome.report().findings().rejects()), name);
  }
}
