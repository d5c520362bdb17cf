package io.sluice.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
      assertEquals("duckdb", result.get("contestant").asText());
      assertTrue(result.get("mb_s").asDouble() > 0, result.toString());
      assertTrue(result.get("peak_memory_mb").asDouble() > 10, result.toString());
      assertEquals(2, result.get("runs").size());
      assertEquals(6005, result.get("rows").asInt());
      assertTrue(result.get("ratio").isNull() && result.get("failure").isNull());
    }
    assertEquals(
        List.of("csv-parquet warm", "csv-parquet cold", "parse-only warm", "parse-only cold"),
        names);
    assertTrue(results.get(0).get("output_mb").asDouble() > 0.01);
    assertTrue(results.get(2).get("output_mb").isNull());
    try (Stream<Path> left = Files.list(data)) {
      assertEquals(List.of("v2"), left.map(p -> p.getFileName().toString()).toList());
    }
  }

  @Test
  void theTableShowsSpeedsAndCosts() {
    assertEquals(0, run("--case", "numbers", "--runs", "1", "--mode", "warm"), err.toString());
    List<String> lines = out.toString().lines().filter(l -> l.startsWith("numbers")).toList();
    assertEquals(1, lines.size(), out.toString());
    assertTrue(lines.get(0).contains("duckdb"), lines.get(0));
    assertTrue(err.toString().contains("generating"), err.toString());
  }

  @Test
  void unknownCasesAndSenselessNumbersAreWrongUsage() {
    assertEquals(2, run("--case", "cvs-parquet"));
    assertTrue(err.toString().contains("csv-partitioned"), err.toString());
    assertEquals(2, run("--runs", "0"));
    assertTrue(err.toString().contains("more than 0"), err.toString());
  }

  @Test
  void theProfileSharesOutTheTimeAmongPackages() throws Exception {
    // Of so little work samples are few: more work until one is of the code that is looked for.
    for (int runs = 3;
        runs < 1_000 && !out.toString().contains("\"io.sluice.formats.");
        runs *= 4) {
      out.getBuffer().setLength(0);
      String times = Integer.toString(runs);
      int code = run("--case", "csv-parquet", "--runs", times, "--profile", "-o", "json");
      assertEquals(0, code, err.toString());
    }
    double sum = 0;
    boolean methods = false;
    for (JsonNode entry : new ObjectMapper().readTree(out.toString())) {
      assertEquals("csv-parquet", entry.get("case").asText());
      assertTrue(entry.get("processor_seconds").asDouble() > 0, entry.toString());
      sum += entry.get("method").isNull() ? entry.get("percent").asDouble() : 0;
      methods |= !entry.get("method").isNull();
    }
    assertEquals(100, sum, 1, out.toString());
    assertTrue(methods, out.toString());
    assertTrue(out.toString().contains("\"io.sluice.formats."), out.toString());
  }

  @Test
  void severalNumbersOfThreadsTellHowSluiceScales() throws Exception {
    int code =
        run("--case", "numbers", "--runs", "1", "--mode", "warm", "--threads", "1,2", "-o", "json");
    assertEquals(0, code, err.toString());
    JsonNode results = new ObjectMapper().readTree(out.toString());
    assertEquals(1, results.get(0).get("threads").asInt());
    assertEquals(1, results.get(0).get("ratio").asDouble());
    assertEquals("threads-2", results.get(1).get("contestant").asText());
    assertEquals(2, results.get(1).get("threads").asInt());
  }

  @Test
  void casesOfColdStartsAreNotRunWarm() {
    assertEquals(0, run("--case", "tiny-files", "--mode", "warm"), err.toString());
    assertTrue(err.toString().contains("tiny-files is for cold starts"), err.toString());
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
