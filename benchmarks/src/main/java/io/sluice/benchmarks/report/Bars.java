package io.sluice.benchmarks.report;

import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.workload.BenchmarkCase;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How many times as fast as the others Sluice is meant to be, at scale 1 on two cores.
 *
 * @param warmSpark against stock Spark, warm; 0: any
 * @param warmDuckDb against DuckDB, warm; 0: any
 * @param coldSpark against stock Spark, cold; 0: any
 */
record Bars(double warmSpark, double warmDuckDb, double coldSpark) {
  private static final Bars NONE = new Bars(0, 0, 0);

  private static final Map<String, Bars> BY_CASE =
      Map.of(
          BenchmarkCase.CSV_PARQUET.key(), new Bars(6, 1.25, 3),
          BenchmarkCase.CSV_PARTITIONED.key(), new Bars(6, 1.25, 3),
          BenchmarkCase.JSONL_PARQUET.key(), new Bars(4, 1, 2),
          BenchmarkCase.PARSE_ONLY.key(), new Bars(10, 1.5, 0),
          BenchmarkCase.CSV_QUOTED_NEWLINES.key(), new Bars(8, 1, 0),
          BenchmarkCase.SMALL_FILES.key(), new Bars(3, 0, 0),
          BenchmarkCase.SQL_PATH.key(), new Bars(2.5, 0, 0));

  /** Of a case; none at all if it has none. */
  static Bars of(String caseName) {
    return BY_CASE.getOrDefault(caseName, NONE);
  }

  /** Against another engine; empty if any ratio will do. */
  OptionalDouble against(EngineKind other, Mode mode) {
    double bar =
        switch (other) {
          case SLUICE -> 0;
          case SPARK -> mode == Mode.WARM ? warmSpark : coldSpark;
          case DUCKDB -> mode == Mode.WARM ? warmDuckDb : 0;
        };
    return bar > 0 ? OptionalDouble.of(bar) : OptionalDouble.empty();
  }
}
