package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.workload.Output.Kind;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The programs that are compared. */
public enum EngineKind {
  /** Threads of one process, as {@code sluice ingest} runs whatever does not need Spark SQL. */
  SLUICE {
    @Override
    public boolean can(Workload workload) {
      return workload.output().derived().isEmpty();
    }
  },
  /** The same ingest by Spark's tasks. */
  SLUICE_SPARK {
    @Override
    public boolean can(Workload workload) {
      return !workload.output().kind().isFigures();
    }

    @Override
    public boolean byDefault(Workload workload) {
      return !SLUICE.can(workload);
    }
  },
  /** Threads again, from S3 to S3; in the case about that alone. */
  SLUICE_S3 {
    @Override
    public boolean can(Workload workload) {
      return workload.input().path().startsWith("s3://");
    }
  },
  /** Spark as it comes. */
  SPARK,
  DUCKDB,
  POLARS {
    @Override
    public boolean can(Workload workload) {
      // It has no decimals in JSON, no fixed width, and of encodings UTF-8 only.
      return workload.output().kind() == Kind.PARQUET
          && workload.output().derived().isEmpty()
          && workload.input().format() == Format.CSV
          && workload.input().charset().equals("UTF-8");
    }
  };

  /** Whether it can do the workload at all; specs and its rules of types are Sluice's alone. */
  public boolean can(Workload workload) {
    return workload.output().kind() != Kind.SPEC && workload.output().kind() != Kind.TYPES;
  }

  /** Whether it takes part if nobody names it. */
  public boolean byDefault(Workload workload) {
    return true;
  }

  /** What Sluice does the workload by, if nothing is asked for. */
  public static EngineKind sluiceFor(Workload workload) {
    return SLUICE.can(workload) ? SLUICE : SLUICE_SPARK;
  }

  /** Whether it is Sluice. */
  public boolean ours() {
    return this == SLUICE || this == SLUICE_SPARK || this == SLUICE_S3;
  }

  /** Where in the folder given to a run the Parquet files are, in whatever folders below. */
  public Path table(Workload workload, Path out) throws IOException {
    return ours() ? SluiceSpec.table(workload, out) : out;
  }

  /**
   * {@code sluice}, {@code sluice-spark}, {@code sluice-s3}, {@code spark}, {@code duckdb}, {@code
   * polars}.
   */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
