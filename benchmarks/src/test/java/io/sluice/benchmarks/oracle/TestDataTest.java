package io.sluice.benchmarks.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.formats.reject.RejectCode;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files beside the data are sound: specs can be read, expectations add up. */
class TestDataTest {
  private static final Path TEST_DATA = Path.of(System.getProperty("sluice.testData"));
  private static final String EXPECTED = ".expected.json";

  @Test
  void everySpecCanBeReadAndItsSourceIsThere() throws Exception {
    List<Path> specs = files(TEST_DATA, ".yml");
    assertFalse(specs.isEmpty());
    for (Path file : specs) {
      DatasetSpec spec = SpecReader.read(file);
      assertTrue(Files.exists(Path.of(spec.source().path())), file + ": " + spec.source().path());
    }
  }

  @Test
  void aPinnedSchemaNamesTheColumnsThatTheOracleFound() throws Exception {
    for (TestDataSet set : TestDataSet.below(TEST_DATA)) {
      DatasetSpec spec = SpecReader.read(set.folder().resolve(set.name() + ".yml"));
      if (!spec.schema().isEmpty()) {
        assertEquals(
            set.expected().columns().stream().map(ColumnSummary::name).toList(),
            spec.schema().stream().map(column -> column.name()).toList(),
            set.folder().toString());
      }
    }
  }

  @Test
  void everyBadFileHasAnExpectationThatAddsUp() throws Exception {
    Set<String> codes =
        Arrays.stream(RejectCode.values()).map(RejectCode::key).collect(Collectors.toSet());
    Path bad = TEST_DATA.resolve("bad");
    List<Path> expectations = files(bad, EXPECTED);
    assertFalse(expectations.isEmpty());
    String list = Files.readString(bad.resolve("README.md"));
    for (Path file : expectations) {
      String name = file.getFileName().toString().replace(EXPECTED, "");
      assertTrue(list.contains("| `" + name + "."), name + " is not in README.md");
      JsonNode expected = TestDataSet.JSON.readTree(file.toFile());
      if (expected.has("fails")) {
        assertEquals(1, expected.size(), name);
        assertTrue(Files.exists(bad.resolve(expected.get("fails").asText())), name);
        continue;
      }
      long sum = 0;
      for (var code : expected.get("codes").properties()) {
        assertTrue(codes.contains(code.getKey()), name + ": " + code.getKey());
        sum += code.getValue().asLong();
      }
      assertEquals(expected.get("rejected").asLong(), sum, name);
      assertTrue(sum <= expected.get("read").asLong(), name);
    }
  }

  @Test
  void everyDemoQuerySaysWhatItAsksAndHasAnAnswer() throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("CREATE SCHEMA demo");
      statement.execute(
          "CREATE TABLE demo.birdstrikes__rejects AS SELECT 'c' AS code, 'n' AS \"column\", 'm' AS"
              + " message, 7 AS byte_offset");
      for (TestDataSet set : TestDataSet.below(TEST_DATA)) {
        set.load(duckdb, "demo." + set.name());
      }
      for (Path query : files(TEST_DATA.resolve("demo"), ".sql")) {
        String sql = Files.readString(query);
        assertTrue(sql.startsWith("-- "), query.toString());
        try (ResultSet answer = statement.executeQuery(sql)) {
          assertTrue(answer.next(), query + " finds nothing");
        }
      }
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
