package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.workload.Output.Kind;
import io.sluice.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.util.Locale;

/** The programs that are compared. */
public enum EngineKind {
  SLUICE {
    @Override
    public Engine open(Workload workload, Path work) throws Exception {
      return workload.output().kind() == Kind.FIGURES
          ? new SluiceParsing(workload, work)
          : new SluiceIngest(workload, work);
    }

    @Override
    public Path table(Path out) {
      return SluiceSpec.table(out);
    }
  },
  SPARK {
    @Override
    public Engine open(Workload workload, Path work) {
      return new StockSpark(workload);
    }
  },
  DUCKDB {
    @Override
    public Engine open(Workload workload, Path work) throws Exception {
      return new DuckDb(workload);
    }
  };

  /**
   * Starts it within this process.
   *
   * @param work a folder for whatever it needs besides the output
   */
  public abstract Engine open(Workload workload, Path work) throws Exception;

  /** Where in the folder given to a run the Parquet files are, in whatever folders below. */
  public Path table(Path out) {
    return out;
  }

  /** {@code sluice}, {@code spark}, {@code duckdb}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
