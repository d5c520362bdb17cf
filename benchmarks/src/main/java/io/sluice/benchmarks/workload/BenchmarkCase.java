package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.data.DataCache;
import io.sluice.benchmarks.data.Dataset;
import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.data.Input.RecordShape;
import io.sluice.benchmarks.folder.Folders;
import io.sluice.benchmarks.workload.Output.Derived;
import io.sluice.benchmarks.workload.Output.Kind;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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
  /** Finds out dialect and types of a file, as {@code sluice detect} does. */
  INFER(Dataset.LINEITEM_CSV, Shape.TYPES),
  SQL_PATH(Dataset.LINEITEM_CSV, Shape.DERIVED),
  TINY_FILES(Dataset.TINY_FILES, Shape.TABLE, null, Starts.COLD),
  /** The demo's: four files, rejected records, two rules. */
  BIRDSTRIKES("demo/birdstrikes.yml"),
  /** The demo's smallest: one file in a Korean code page. */
  NAMES_KO("demo/names_ko.yml"),
  /** Commands in a lake with a long history, against the same in a fresh one. */
  BIG_LAKE(null, null, null, Starts.COLD),
  /** A million small files in one run, by stages. */
  MANY_FILES(null, null, null, Starts.WARM),
  /** From S3 to S3, against from disk to disk. */
  S3(Dataset.LINEITEM_CSV, Shape.TABLE, null, Starts.WARM),
  /** A table of many partitions in the Glue Data Catalog: calls and time. */
  GLUE_PARTITIONS(null, null, null, Starts.WARM),
  /** A ledger in DynamoDB that knows many files: calls and time. */
  DYNAMO_FILES(null, null, null, Starts.WARM);

  private static final Set<BenchmarkCase> ON_AWS =
      Collections.unmodifiableSet(EnumSet.of(S3, GLUE_PARTITIONS, DYNAMO_FILES));

  private enum Starts {
    WARM_AND_COLD,
    WARM,
    COLD
  }

  private enum Shape {
    TABLE,
    PARTITIONED,
    DERIVED,
    FIGURES,
    TYPES
  }

  /** The cast makes it one type everywhere: engines differ in how wide a product is. */
  private static final Derived REVENUE =
      new Derived(
          "l_revenue",
          "CAST(l_extendedprice * (1 - l_discount) AS DECIMAL(18,4))",
          "decimal(18,4)");

  private final Dataset dataset;
  private final Shape shape;
  private final String spec;
  private final Starts starts;

  BenchmarkCase(Dataset dataset, Shape shape) {
    this(dataset, shape, null, Starts.WARM_AND_COLD);
  }

  BenchmarkCase(String spec) {
    this(null, Shape.TABLE, spec, Starts.COLD);
  }

  BenchmarkCase(Dataset dataset, Shape shape, String spec, Starts starts) {
    this.dataset = dataset;
    this.shape = shape;
    this.spec = spec;
    this.starts = starts;
  }

  /** Its name on the command line: {@code csv-parquet}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** In which modes it says anything. */
  public boolean runs(Mode mode) {
    return starts == Starts.WARM_AND_COLD || starts.name().equals(mode.name());
  }

  /** Those about a lake on AWS. */
  public static Set<BenchmarkCase> onAws() {
    return ON_AWS;
  }

  /** Whether engines do the same work side by side. */
  public boolean comparesEngines() {
    return this != BIG_LAKE && this != MANY_FILES && !ON_AWS.contains(this);
  }

  /** Whether it is one of the repository's own specs, rather than generated data. */
  public boolean isSpec() {
    return spec != null;
  }

  /**
   * The case with its data, which is generated if it is not there.
   *
   * @param testData the repository's folder of that name
   */
  public Workload workload(
      DataCache cache, Path testData, double scale, Codec codec, int threads, int zstdLevel)
      throws IOException, SQLException {
    if (isSpec()) {
      Output output = new Output(Kind.SPEC, codec, List.of(), List.of());
      return new Workload(key(), specInput(testData.resolve(spec)), output, threads, zstdLevel);
    }
    List<String> years = shape == Shape.PARTITIONED ? List.of("l_shipdate") : List.of();
    List<Derived> derived = shape == Shape.DERIVED ? List.of(REVENUE) : List.of();
    Kind kind =
        switch (shape) {
          case FIGURES -> Kind.FIGURES;
          case TYPES -> Kind.TYPES;
          case TABLE, PARTITIONED, DERIVED -> Kind.PARQUET;
        };
    Input input = cache.input(dataset, scale);
    return new Workload(key(), input, new Output(kind, codec, years, derived), threads, zstdLevel);
  }

  private static Input specInput(Path spec) throws IOException {
    long bytes = Folders.bytes(Path.of(SpecReader.read(spec).source().path()), "");
    return new Input(
        spec.toString(), Format.CSV, "as the spec says", RecordShape.ONE_LINE, List.of(), 1, bytes);
  }
}
