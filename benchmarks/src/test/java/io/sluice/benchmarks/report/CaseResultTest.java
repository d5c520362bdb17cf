package io.sluice.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.data.Input.RecordShape;
import io.sluice.benchmarks.engine.EngineKind;
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
          new Input("/none", Format.CSV, "UTF-8", RecordShape.ONE_LINE, List.of(), 600_000_000),
          new Output(Output.Kind.PARQUET, Codec.ZSTD, List.of(), List.of()),
          2,
          1);

  private static EngineFigures seconds(double... seconds) {
    List<Long> nanos = Arrays.stream(seconds).mapToObj(s -> (long) (s * 1e9)).toList();
    return new EngineFigures(nanos, 500_000_000, 200_000_000);
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
}
