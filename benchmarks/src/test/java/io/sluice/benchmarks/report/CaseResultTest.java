package io.sluice.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.benchmarks.report.CaseResult.Ratio;
import io.sluice.benchmarks.workload.Mode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaseResultTest {
  private static Figures figures(int threads, double... seconds) {
    List<Long> nanos = Arrays.stream(seconds).mapToObj(s -> (long) (s * 1e9)).toList();
    return new Figures(threads, nanos, 500_000_000, 200_000_000);
  }

  private static CaseResult result(
      String name, Mode mode, double scale, Ratio ratio, Map<String, Figures> contestants) {
    return new CaseResult(name, mode, 10, 600_000_000, scale, ratio, contestants, Optional.empty());
  }

  private static Map<String, Figures> engines(double sluice, double spark, double duckDb) {
    Map<String, Figures> all = new LinkedHashMap<>();
    all.put("sluice", figures(2, sluice));
    all.put("spark", figures(2, spark));
    all.put("duckdb", figures(2, duckDb));
    return all;
  }

  private static JsonNode json(CaseResult result) throws Exception {
    return new ObjectMapper().readTree(CaseResult.report(List.of(result)).json());
  }

  @Test
  void speedsAndRatiosComeFromMedians() throws Exception {
    Map<String, Figures> all = new LinkedHashMap<>();
    all.put("sluice", figures(2, 9, 2, 1));
    all.put("spark", figures(2, 10, 14));
    all.put("duckdb", figures(2, 3));
    CaseResult result = result("wide", Mode.WARM, 1, Ratio.LEAD, all);
    assertEquals(6, result.ratio("spark").orElseThrow());
    assertEquals(1.5, result.ratio("duckdb").orElseThrow());
    assertTrue(result.ratio("sluice").isEmpty());
    JsonNode json = json(result);
    assertEquals(300, json.get(0).get("mb_s").asDouble());
    assertEquals(12, json.get(1).get("seconds").asDouble());
    assertEquals(500, json.get(1).get("peak_memory_mb").asDouble());
    assertEquals(1, json.get(1).get("size").asDouble());
    assertTrue(json.get(1).get("bar").isNull() && json.get(1).get("met").isNull());
    List<String> table = CaseResult.report(List.of(result)).table().lines().toList();
    assertEquals(4, table.size(), table.toString());
    assertTrue(table.get(2).matches("wide +warm +spark +12.00 +50 +- +6.00 +- .*"), table.get(2));
  }

  @Test
  void aFailureIsToldAndMeasuresNothing() throws Exception {
    CaseResult result =
        new CaseResult(
            "wide", Mode.COLD, 0, 1, 1, Ratio.LEAD, Map.of(), Optional.of("spark ended badly"));
    assertTrue(CaseResult.report(List.of(result)).table().contains("wide cold: spark ended badly"));
    JsonNode json = json(result).get(0);
    assertEquals("spark ended badly", json.get("failure").asText());
    assertFalse(json.has("ratio"));
  }

  @Test
  void withoutSluiceNobodyIsHeldAgainstAnybody() {
    Map<String, Figures> others = engines(1, 7, 1.2);
    others.remove("sluice");
    CaseResult result = result("csv-parquet", Mode.WARM, 1, Ratio.LEAD, others);
    assertTrue(result.ratio("duckdb").isEmpty());
    assertEquals(Optional.empty(), result.met("duckdb"));
  }

  @Test
  void barsAreForScaleOne() throws Exception {
    CaseResult warm = result("csv-parquet", Mode.WARM, 1, Ratio.LEAD, engines(1, 7, 1.2));
    assertEquals(Optional.of(true), warm.met("spark"));
    assertEquals(Optional.of(false), warm.met("duckdb"));
    String table = CaseResult.report(List.of(warm)).table();
    assertTrue(table.contains("7.00  6.00  met") && table.contains("1.20  2.50  short"), table);
    assertEquals(2.5, json(warm).get(2).get("bar").asDouble());
    CaseResult small = result("csv-parquet", Mode.WARM, 0.1, Ratio.LEAD, engines(1, 7, 1.2));
    assertEquals(Optional.empty(), small.met("spark"));
  }

  @Test
  void whatIsSmallHasABarInSeconds() throws Exception {
    Map<String, Figures> alone = Map.of("sluice", figures(2, 1.9));
    CaseResult cold = result("birdstrikes", Mode.COLD, 1, Ratio.LEAD, alone);
    assertEquals(Optional.of(true), cold.met("sluice"));
    assertEquals("seconds", json(cold).get(0).get("bar_of").asText());
    Map<String, Figures> slow = Map.of("sluice", figures(2, 1.6));
    assertEquals(
        Optional.of(false), result("names-ko", Mode.COLD, 1, Ratio.LEAD, slow).met("sluice"));
  }

  @Test
  void scalingIsHeldAgainstTheFewestThreads() {
    Map<String, Figures> all = new LinkedHashMap<>();
    all.put("threads-1", figures(1, 4));
    all.put("threads-2", figures(2, 2.5));
    CaseResult result = result("wide", Mode.WARM, 1, Ratio.GAIN, all);
    assertEquals(1.6, result.ratio("threads-2").orElseThrow());
    assertEquals(Optional.empty(), result.met("threads-1"));
    assertEquals(Optional.of(false), result.met("threads-2"));
  }

  @Test
  void aFullLakeIsHeldAgainstAFreshOne() {
    Map<String, Figures> all = new LinkedHashMap<>();
    all.put("fresh-lake", figures(1, 0.9));
    all.put("full-lake", figures(1, 1));
    CaseResult result = result("big-lake/runs", Mode.COLD, 1, Ratio.GAIN, all);
    assertEquals(0.9, result.ratio("full-lake").orElseThrow());
    assertEquals(Optional.of(true), result.met("full-lake"));
  }
}
