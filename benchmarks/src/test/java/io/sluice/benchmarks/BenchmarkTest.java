package io.sluice.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command, with the engine that starts fastest: real processes, warm and cold. */
class BenchmarkTest {
  @TempDir Path data;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString(), "--sf", "0.001"));
    if (!all.contains("cold")) {
      all.addAll(List.of("--warm-up", "1"));
    }
    if (!all.contains("--profile") && !all.contains("1,2")) {
      all.addAll(List.of("--engine", "duckdb"));
    }
    CommandLine command = Benchmark.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(all.toArray(String[]::new));
  }

  @Test
  void jsonHasAnObjectForEachCaseAndMode() throws Exception {
    int code =
        run("--case", "csv-parquet,parse-only", "--runs", "2", "--threads", "1", "-o", "json");
    assertEquals(0, code, err.toString());
    JsonNode results = new ObjectMapper().readTree(out.toString());
    List<String> names = new ArrayList<>();
    for (JsonNode result : results) {
      names.add(result.get("case").asText() + " " + result.get("mode").asText());
      assertTrue(result.get("duckdb_mb_s").asDouble() > 0, result.toString());
      assertEquals(2, result.get("duckdb_runs_seconds").size());
      assertEquals(6005, result.get("rows").asInt());
      assertTrue(result.get("sluice_mb_s").isNull() && result.get("vs_duckdb").isNull());
    }
    assertEquals(
        List.of("csv-parquet warm", "csv-parquet cold", "parse-only warm", "parse-only cold"),
        names);
    assertTrue(results.get(0).get("duckdb_bytes_out").asLong() > 10_000);
    assertTrue(results.get(2).get("duckdb_bytes_out").isNull());
    try (Stream<Path> left = Files.list(data)) {
      assertEquals(List.of("v1-sf0.001"), left.map(p -> p.getFileName().toString()).toList());
    }
  }

  @Test
  void theTableShowsSpeedsAndCosts() {
    assertEquals(0, run("--case", "numbers", "--runs", "1", "--mode", "warm"), err.toString());
    List<String> lines = out.toString().lines().filter(l -> l.startsWith("numbers")).toList();
    assertEquals(2, lines.size(), out.toString());
    assertTrue(err.toString().contains("generating numbers"), err.toString());
  }

  @Test
  void unknownCasesAndSenselessNumbersAreWrongUsage() {
    assertEquals(2, run("--case", "cvs-parquet"));
    assertTrue(err.toString().contains("csv-partitioned"), err.toString());
    assertEquals(2, run("--runs", "0"));
    assertTrue(err.toString().contains("more than 0"), err.toString());
  }

  @Test
  void theProfileSharesOutTheTimeAmongStages() throws Exception {
    int code = run("--case", "csv-parquet", "--runs", "3", "--profile", "-o", "json");
    assertEquals(0, code, err.toString());
    JsonNode profile = new ObjectMapper().readTree(out.toString()).get(0);
    assertEquals("csv-parquet", profile.get("case").asText());
    double sum = 0;
    for (JsonNode share : profile.get("stages")) {
      sum += share.asDouble();
    }
    assertEquals(1, sum, 0.01, profile.toString());
    assertTrue(profile.get("java_cpu_seconds").asDouble() > 0, profile.toString());
    assertFalse(profile.get("methods").isEmpty());
  }

  @Test
  void severalNumbersOfThreadsTellHowSluiceScales() throws Exception {
    int code =
        run("--case", "numbers", "--runs", "1", "--mode", "warm", "--threads", "1,2", "-o", "json");
    assertEquals(0, code, err.toString());
    JsonNode results = new ObjectMapper().readTree(out.toString());
    assertEquals(1, results.get(0).get("threads").asInt());
    assertEquals(1, results.get(0).get("speed_up").asDouble());
    assertEquals(2, results.get(1).get("threads").asInt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--threads 1,2 --profile",
        "--threads 1,2 --engine spark",
        "--profile --engine spark",
        "--profile --mode cold",
        "--micro --case wide",
        "--mode cold --warm-up 3"
      })
  void whatWouldNotBeHeededIsRefused(String arguments) {
    CommandLine command = Benchmark.commandLine().setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
    all.addAll(List.of("--data", data.toString()));
    assertEquals(2, command.execute(all.toArray(String[]::new)));
    assertTrue(err.toString().contains("leave out"), err.toString());
  }
}
