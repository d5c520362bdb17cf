package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.data.Dataset;
import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.workload.Output.Derived;
import io.sluice.benchmarks.workload.Output.Kind;
import java.util.List;
import java.util.Locale;

/** The cases: which data, and what becomes of it. */
public enum BenchmarkCase {
  CSV_PARQUET(Dataset.LINEITEM_CSV, Shape.TABLE),
  CSV_PARTITIONED(Dataset.LINEITEM_CSV, Shape.PARTITIONED),
  JSONL_PARQUET(Dataset.LINEITEM_JSONL, Shape.TABLE),
  FIXED_WIDTH_PARQUET(Dataset.LINEITEM_FIXED_WIDTH, Shape.TABLE),
  CSV_QUOTED_NEWLINES(Dataset.QUOTED_NEWLINES, Shape.TABLE),
  CSV_GZ(Dataset.LINEITEM_GZIP, Shape.TABLE),
  CSV_UTF16(Dataset.LINEITEM_UTF16, Shape.TABLE),
  WIDE(Dataset.WIDE, Shape.TABLE),
  TEXT(Dataset.TEXT, Shape.TABLE),
  NUMBERS(Dataset.NUMBERS, Shape.TABLE),
  SMALL_FILES(Dataset.SMALL_FILES, Shape.TABLE),
  PARSE_ONLY(Dataset.LINEITEM_CSV, Shape.FIGURES),
  SQL_PATH(Dataset.LINEITEM_CSV, Shape.DERIVED);

  private enum Shape {
    TABLE,
    PARTITIONED,
    DERIVED,
    FIGURES
  }

  /** The cast makes it one type everywhere: engines differ in how wide a product is. */
  private static final Derived REVENUE =
      new Derived(
          "l_revenue",
          "CAST(l_extendedprice * (1 - l_discount) AS DECIMAL(18,4))",
          "decimal(18,4)");

  private final Dataset dataset;
  private final Shape shape;

  BenchmarkCase(Dataset dataset, Shape shape) {
    this.dataset = dataset;
    this.shape = shape;
  }

  /** Its name on the command line: {@code csv-parquet}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Dataset dataset() {
    return dataset;
  }

  public Workload workload(Input input, Codec codec, int threads, int zstdLevel) {
    List<String> years = shape == Shape.PARTITIONED ? List.of("l_shipdate") : List.of();
    List<Derived> derived = shape == Shape.DERIVED ? List.of(REVENUE) : List.of();
    Kind kind = shape == Shape.FIGURES ? Kind.FIGURES : Kind.PARQUET;
    return new Workload(key(), input, new Output(kind, codec, years, derived), threads, zstdLevel);
  }
}
