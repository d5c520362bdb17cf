package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.workload.Workload;
import java.nio.file.Path;

/** Starts engines of the JVM. */
public final class Engines {
  private Engines() {}

  /**
   * Starts one within this process.
   *
   * @param work a folder for whatever it needs besides the output
   */
  public static Engine open(EngineKind kind, Workload workload, Path work) throws Exception {
    return switch (kind) {
      case SLUICE ->
          switch (workload.output().kind()) {
            case FIGURES -> new SluiceParsing(workload, work);
            case TYPES -> new SluiceInference(workload);
            case PARQUET, SPEC -> SluiceIngest.byThreads(workload, work);
          };
      case SLUICE_SPARK -> SluiceIngest.bySpark(workload, work);
      case SLUICE_S3 -> new SluiceOnS3(workload, work);
      case SPARK -> new StockSpark(workload);
      case DUCKDB -> new DuckDb(workload);
      case POLARS -> throw new IllegalArgumentException("Polars runs in Python");
    };
  }
}
