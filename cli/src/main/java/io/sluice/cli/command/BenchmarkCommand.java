package io.sluice.cli.command;

import io.sluice.launch.JobRequest;
import io.sluice.launch.LaunchTarget.JobResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the side-by-side runs. What the values may be is known to them alone. */
@Command(
    name = "benchmark",
    header = "Run Sluice, stock Spark, DuckDB and Polars side by side.",
    description = {
      "Generates its data once, checks that all of them make the same rows of it, then times them"
          + " in turn: in fresh processes (cold) and in running ones (warm). Progress goes to"
          + " standard error. PERFORMANCE.md says how it measures.",
      "",
      "All of them get the same threads, and those of the JVM the heap that SLUICE_HEAP says"
          + " (default 1g). Polars, and DuckDB's cold starts, need a Python of at least 3.12, for"
          + " which an environment is made in ~/.cache/sluice; without one, Polars is left out.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice benchmark --case csv-parquet",
      "  ./sluice benchmark --case csv-parquet,parse-only --mode warm --runs 7",
      "  ./sluice benchmark --sf 0.1 --output json | jq '.[] | {case, mode, contestant, ratio}'",
      "  ./sluice benchmark --case csv-parquet --mode warm --threads 1,2",
      "  ./sluice benchmark --case csv-parquet --profile",
      "  ./sluice benchmark --micro Decoding",
      "",
      "Exit codes: 0 done; 1 an engine failed, or they did not make the same rows."
    })
final class BenchmarkCommand implements Callable<Integer> {
  @Option(
      names = "--case",
      paramLabel = "CASE,...",
      description = {
        "csv-parquet, csv-partitioned, jsonl-parquet, fixed-width-parquet, csv-quoted-newlines,"
            + " csv-gz, csv-utf16, wide, text, numbers, small-files, parse-only, infer, sql-path,"
            + " tiny-files, birdstrikes, names-ko, big-lake, many-files, s3, glue-partitions,"
            + " dynamo-files (default: all)."
      })
  private String cases;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE,...",
      description =
          "sluice, sluice-spark, spark, duckdb, polars (default: all, but sluice-spark only where a"
              + " case needs Spark SQL).")
  private String engines;

  @Option(
      names = "--sf",
      paramLabel = "SCALE",
      description = "Scale factor of the data; 1 is 200 to 800 MB of text a case (default: 1).")
  private String scale;

  @Option(
      names = "--lake-files",
      paramLabel = "N",
      description = "Files in the history of the case big-lake (default: 1000000).")
  private String lakeFiles;

  @Option(names = "--runs", paramLabel = "N", description = "Measured runs (default: 5).")
  private String runs;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description =
          "Seconds that a running engine works before its runs are measured (default: 20).")
  private String warmUp;

  @Option(
      names = "--threads",
      paramLabel = "N,...",
      description = {
        "Threads of each engine (default: all processors). Several: Sluice alone with each of them,"
            + " in turn, and how it scales."
      })
  private String threads;

  @Option(
      names = "--codec",
      paramLabel = "CODEC",
      description = "zstd, snappy or uncompressed (default: zstd).")
  private String codec;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "cold, warm or both (default: both).")
  private String mode;

  @Option(
      names = "--profile",
      description = "Show where Sluice's processor time goes, by package, instead of comparing.")
  private boolean profile;

  @Option(
      names = "--micro",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "REGEX",
      description =
          "Measure parts of Sluice by themselves (tokenizers, decoders, encoders) instead of"
              + " comparing: all, or those whose names match.")
  private String micro;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the data is kept (default: benchmarks/target/data).")
  private Path data;

  @Mixin private ResultOutput output;

  private final Sluice root;

  BenchmarkCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Path home = root.surroundings().requireHome();
    Path folder =
        data == null
            ? home.resolve("benchmarks").resolve("target").resolve("data")
            : root.surroundings().file(data);
    List<String> arguments = new ArrayList<>();
    option(arguments, "--case", cases);
    option(arguments, "--engine", engines);
    option(arguments, "--sf", scale);
    option(arguments, "--lake-files", lakeFiles);
    option(arguments, "--runs", runs);
    option(arguments, "--warm-up", warmUp);
    option(arguments, "--threads", threads);
    option(arguments, "--codec", codec);
    option(arguments, "--mode", mode);
    if (profile) {
      arguments.add("--profile");
    }
    option(arguments, "--micro", micro);
    option(arguments, "--output", output.format().toString());
    option(arguments, "--data", folder.toString());
    option(arguments, "--home", home.toString());
    JobResult result =
        root.surroundings()
            .target()
            .run(
                new JobRequest(
                    JobRequest.Module.BENCHMARKS,
                    JobRequest.BENCHMARK,
                    arguments,
                    JobRequest.LOCAL_MASTER,
                    archive()));
    PrintWriter out = output.out();
    out.print(result.output());
    out.flush();
    return result.exitCode();
  }

  /** Only cold starts use it, and only those of Spark: micro-benchmarks and profiles have none. */
  private JobRequest.Archive archive() {
    boolean cold =
        micro == null && !profile && !"warm".equalsIgnoreCase(mode) && !"big-lake".equals(cases);
    boolean spark =
        engines == null
            || List.of(engines.split(",")).stream().anyMatch(e -> e.startsWith("sluice"));
    return cold && spark ? JobRequest.Archive.MAKE_FIRST : JobRequest.Archive.NONE;
  }

  private static void option(List<String> arguments, String name, String value) {
    if (value != null) {
      arguments.add(name);
      arguments.add(value);
    }
  }
}
