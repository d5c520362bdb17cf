package io.sluice.benchmarks.micro;

import io.sluice.benchmarks.report.Report;
import io.sluice.benchmarks.report.Report.Column;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of this package. */
public final class MicroBenchmarks {
  /** Several may run at once; each says so by its figures. */
  private static final String NO_LOCK = "jmh.ignoreLock";

  private final Effort effort;
  private final Consumer<String> progress;

  /** How thoroughly. */
  public enum Effort {
    /** A process each: figures to be trusted as far as their error says. */
    MEASURE,
    /** Once, in this process: whether they work at all. */
    TRY
  }

  /**
   * @param progress gets a line for each benchmark
   */
  public MicroBenchmarks(Effort effort, Consumer<String> progress) {
    this.effort = effort;
    this.progress = progress;
  }

  /**
   * Runs those whose name, {@code package.Class.method}, contains a match of the expression.
   *
   * @param iterations that count, of a fifth of a second
   * @throws IllegalArgumentException if none does
   */
  public Report run(Pattern names, int iterations) {
    System.setProperty(NO_LOCK, "true");
    Report report =
        new Report(
            new Column("benchmark", "benchmark", "%s"),
            new Column("of", "of", "%s"),
            new Column("mb_s", "MB/s", "%.0f"),
            new Column("ns_per_value", "ns/value", "%.2f"),
            new Column("spread_percent", "± %", "%.0f"));
    List<String> chosen = chosen(names);
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("no micro-benchmark matches '" + names + "'");
    }
    for (String name : chosen) {
      progress.accept("micro: " + shortName(name));
      run(name, iterations).forEach(report::add);
    }
    return report;
  }

  private static List<String> chosen(Pattern names) {
    return BenchmarkList.defaultList().getAll(silent(), List.of()).stream()
        .map(entry -> entry.getUsername())
        .distinct()
        .filter(name -> names.matcher(name).find())
        .toList();
  }

  private List<Map<String, Object>> run(String name, int iterations) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(name) + "$")
            .shouldFailOnError(true)
            .mode(Mode.Throughput)
            .timeUnit(TimeUnit.SECONDS)
            .forks(effort == Effort.MEASURE ? 1 : 0)
            .warmupIterations(effort == Effort.MEASURE ? 4 : 0)
            .warmupTime(TimeValue.milliseconds(250))
            .measurementIterations(effort == Effort.MEASURE ? iterations : 1)
            .measurementTime(TimeValue.milliseconds(effort == Effort.MEASURE ? 200 : 1));
    try {
      return new Runner(options.build(), silent())
          .run().stream().map(MicroBenchmarks::result).toList();
    } catch (RunnerException e) {
      throw new IllegalStateException(
          "the micro-benchmark " + shortName(name) + " failed: " + e.getMessage(), e);
    }
  }

  /** In processor time of one thread: medians of the iterations, and half of what lies between. */
  private static Map<String, Object> result(RunResult run) {
    BenchmarkParams params = run.getParams();
    double[] sorted =
        run.getBenchmarkResults().stream()
            .flatMap(result -> result.getIterationResults().stream())
            .mapToDouble(iteration -> rate(iteration, "nanos") / rate(iteration, "values"))
            .sorted()
            .toArray();
    double median = sorted[sorted.length / 2];
    IterationResult any =
        run.getBenchmarkResults().iterator().next().getIterationResults().iterator().next();
    List<String> of = params.getParamsKeys().stream().sorted().map(params::getParam).toList();
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("benchmark", shortName(params.getBenchmark()));
    entries.put("of", String.join(" ", of));
    entries.put("mb_s", 1e3 * rate(any, "bytes") / rate(any, "values") / median);
    entries.put("ns_per_value", median);
    entries.put("spread_percent", 50 * (sorted[sorted.length - 1] - sorted[0]) / median);
    return entries;
  }

  private static double rate(IterationResult iteration, String counter) {
    return iteration.getSecondaryResults().get(counter).getScore();
  }

  private static String shortName(String name) {
    return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
  }

  private static OutputFormat silent() {
    return OutputFormatFactory.createFormatInstance(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        VerboseMode.SILENT);
  }
}
