package io.sluice.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.data.Input.RecordShape;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.process.Memory;
import io.sluice.benchmarks.workload.Codec;
import io.sluice.benchmarks.workload.Output;
import io.sluice.benchmarks.workload.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaseResultTest {
  private static final Workload WORKLOAD =
      new Workload(
          "csv-parquet",
          new Input("/none", Format.CSV, "UTF-8", RecordShape.ONE_LINE, List.of(), 1, 600_000_000),
          new Output(Output.Kind.PARQUET, Codec.ZSTD, List.of(), List.of()),
          2,
          1);

  private static EngineFigures seconds(double... seconds) {
    List<Long> nanos = Arrays.stream(seconds).mapToObj(s -> (long) (s * 1e9)).toList();
    return new EngineFigures(nanos, new Memory(500_000_000, 300_000_000, 100_000_000), 200_000_000);
  }

  @Test
  void speedsAndRatiosComeFromMedians() {
    CaseResult result =
        new CaseResult(
            WORKLOAD,
            Mode.WARM,
            10,
            Map.of(
                EngineKind.SLUICE, seconds(9, 2, 1),
                EngineKind.SPARK, seconds(10, 14),
                EngineKind.DUCKDB, seconds(3)),
            Optional.empty());
    assertEquals(300, result.speed(EngineKind.SLUICE).orElseThrow());
    assertEquals(6, result.against(EngineKind.SPARK).orElseThrow());
    assertEquals(1.5, result.against(EngineKind.DUCKDB).orElseThrow());
    String table = TableReport.of(List.of(result));
    assertTrue(table.contains("2.00 / 12.00 / 3.00"), table);
    assertTrue(table.contains("500 / 500 / 500"), table);
    assertTrue(table.contains("300 / 300 / 300"), table);
  }

  @Test
  void aFailureIsToldAndMeasuresNothing() {
    CaseResult result =
        new CaseResult(WORKLOAD, Mode.COLD, 0, Map.of(), Optional.of("spark ended with code 1"));
    assertTrue(TableReport.of(List.of(result)).contains("spark ended with code 1"));
    String json = JsonReport.of(List.of(result));
    assertTrue(json.contains("\"vs_spark\" : null"), json);
    assertTrue(json.contains("\"failure\" : \"spark ended with code 1\""), json);
  }

  private static CaseResult result(String name, Mode mode, Map<EngineKind, EngineFigures> engines) {
    Workload workload =
        new Workload(name, WORKLOAD.input(), WORKLOAD.output(), WORKLOAD.threads(), 1);
    return new CaseResult(workload, mode, 10, engines, Optional.empty());
  }

  @Test
  void barsAreMetOrNotOnlyWhereAllOfThemWereMeasured() {
    Map<EngineKind, EngineFigures> all =
        Map.of(
            EngineKind.SLUICE, seconds(1),
            EngineKind.SPARK, seconds(7),
            EngineKind.DUCKDB, seconds(1.2));
    CaseResult warm = result("csv-parquet", Mode.WARM, all);
    assertEquals(Optional.of(false), warm.met());
    String table = TableReport.of(List.of(warm));
    assertTrue(table.contains("7.00 (6 met)") && table.contains("1.20 (1.25 short)"), table);
    assertEquals(Optional.of(true), result("csv-parquet", Mode.COLD, all).met());
    assertEquals(Optional.of(true), result("jsonl-parquet", Mode.WARM, all).met());
    assertEquals(Optional.empty(), result("wide", Mode.WARM, all).met());
    Map<EngineKind, EngineFigures> one = Map.of(EngineKind.SLUICE, seconds(1));
    assertEquals(Optional.empty(), result("csv-parquet", Mode.WARM, one).met());
    String json = JsonReport.of(List.of(warm));
    for (String line :
        List.of("\"bar_vs_spark\" : 6.0", "\"bar_vs_duckdb\" : 1.25", "\"met\" : false")) {
      assertTrue(json.contains(line), json);
    }
    assertTrue(json.contains("\"size_vs_spark\" : 1.0"), json);
  }

  @Test
  void scalingIsHeldAgainstTheFewestThreads() {
    ScalingResult result =
        new ScalingResult(
            WORKLOAD, Mode.WARM, Map.of(1, seconds(4), 2, seconds(2.5)), Optional.empty());
    String table = ScalingReport.table(List.of(result));
    assertTrue(table.contains("1.60 (1.8 short)"), table);
    String json = ScalingReport.json(List.of(result));
    assertTrue(json.contains("\"speed_up\" : 1.6") && json.contains("\"met\" : false"), json);
    assertTrue(json.contains("\"sluice_mb_s\" : 150.0"), json);
  }
}
