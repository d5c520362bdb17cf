package io.sluice.benchmarks.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.data.Input.RecordShape;
import io.sluice.benchmarks.workload.Codec;
import io.sluice.benchmarks.workload.Output;
import io.sluice.benchmarks.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check that lets differences pass would make every figure worthless. */
class AgreementTest {
  private static final Workload TWO_COLUMNS =
      new Workload(
          "test",
          new Input(
              "/none",
              Format.CSV,
              "UTF-8",
              RecordShape.ONE_LINE,
              List.of(new DataColumn("a", "int", 0), new DataColumn("b", "string", 0)),
              1,
              1),
          new Output(Output.Kind.PARQUET, Codec.ZSTD, List.of(), List.of()),
          1,
          1);

  @TempDir Path folder;

  private Map<String, String> digest(String name, String rows) throws Exception {
    Path table = Files.createDirectories(folder.resolve(name));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (" + rows + ") TO '" + table.resolve("a.parquet") + "' (FORMAT parquet)");
    }
    return TableDigest.of(table, TWO_COLUMNS);
  }

  @Test
  void theOrderOfRowsDoesNotCountButEverythingElseDoes() throws Exception {
    String values = "SELECT * FROM (VALUES %s) AS t(a, b)";
    Map<String, String> digest = digest("one", values.formatted("(1, 'x'), (2, 'y'), (3, NULL)"));
    assertEquals(digest, digest("two", values.formatted("(3, NULL), (2, 'y'), (1, 'x')")));
    for (String other :
        List.of(
            "(1, 'x'), (2, 'y')",
            "(1, 'y'), (2, 'x'), (3, NULL)",
            "(1, 'x'), (2, 'y'), (3, '')",
            "(1, 'x'), (2, 'y'), (NULL, 'z')",
            "(1::BIGINT, 'x'), (2, 'y'), (3, NULL)")) {
      assertNotEquals(digest, digest("other", values.formatted(other)), other);
    }
    assertNotEquals(
        digest, digest("more", "SELECT a, b, 1 AS c FROM (" + values.formatted("(1, 'x')") + ")"));
  }

  @Test
  void aDifferenceNamesTheFigureAndTheEngines() {
    String said =
        Agreement.differences(
            Map.of(
                "sluice", Map.of("rows", "1", "nulls", "0"),
                "spark", Map.of("rows", "2", "nulls", "0")));
    assertTrue(said.startsWith("rows: ") && !said.contains("nulls"), said);
    assertTrue(said.contains("sluice 1") && said.contains("spark 2"), said);
    assertEquals("", Agreement.differences(Map.of("spark", Map.of("rows", "2"))));
  }
}
