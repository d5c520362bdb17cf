package io.sluice.benchmarks;

import io.sluice.benchmarks.data.DataCache;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.folder.WorkFolder;
import io.sluice.benchmarks.lake.LakeCommands;
import io.sluice.benchmarks.many.ManyFilesRun;
import io.sluice.benchmarks.micro.MicroBenchmarks;
import io.sluice.benchmarks.micro.MicroBenchmarks.Effort;
import io.sluice.benchmarks.process.Python;
import io.sluice.benchmarks.process.Runners;
import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.report.Report;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.benchmarks.workload.Codec;
import io.sluice.benchmarks.workload.Mode;
import io.sluice.localaws.LocalAwsUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sluice and others side by side: {@code ./sluice benchmark} starts it. */
@Command(
    name = "benchmark",
    description = "Runs Sluice, stock Spark, DuckDB and Polars side by side.",
    mixinStandardHelpOptions = true)
public final class Benchmark implements Callable<Integer> {
  /** How results are printed. */
  enum Output {
    TABLE,
    JSON
  }

  /** What is measured, if not engines side by side. */
  static final class Kind {
    @Option(
        names = "--profile",
        description = "Show where Sluice's processor time goes, by package, instead of comparing.")
    private boolean profile;

    @Option(
        names = "--micro",
        arity = "0..1",
        fallbackValue = "",
        paramLabel = "REGEX",
        description = "Run the micro-benchmarks whose names match instead of comparing.")
    private Pattern micro;
  }

  /** Which modes are run. */
  enum Modes {
    COLD,
    WARM,
    BOTH;

    List<Mode> modes() {
      return switch (this) {
        case COLD -> List.of(Mode.COLD);
        case WARM -> List.of(Mode.WARM);
        case BOTH -> List.of(Mode.WARM, Mode.COLD);
      };
    }
  }

  private static final int MANY_FILES = 1_000_000;
  private static final int LAKE_RUNS = 10_000;

  private static final String[] BESIDE_MICRO = {
    "--case", "--codec", "--engine", "--lake-files", "--mode", "--sf", "--threads", "--warm-up"
  };

  private static final String[] BESIDE_BIG_LAKE = {
    "--codec", "--engine", "--profile", "--threads", "--warm-up"
  };

  @Option(
      names = "--case",
      split = ",",
      paramLabel = "CASE",
      converter = Names.Cases.class,
      description = "The cases to run (default: all).")
  private List<BenchmarkCase> cases = List.of(BenchmarkCase.values());

  @Option(
      names = "--engine",
      split = ",",
      paramLabel = "ENGINE",
      converter = Names.Engines.class,
      description =
          "The engines to run (default: all but sluice-spark, which is for what needs Spark SQL).")
  private List<EngineKind> engines;

  @Option(
      names = "--sf",
      paramLabel = "SCALE",
      description = "Scale factor of the data (default: ${DEFAULT-VALUE}).")
  private double scale = 1;

  @Option(
      names = "--lake-files",
      paramLabel = "N",
      description =
          "Files in the history of the case big-lake, at scale 1 (default: ${DEFAULT-VALUE}).")
  private long lakeFiles = 1_000_000;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Measured runs of each engine (default: ${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description =
          "Seconds that a running engine works before its runs are measured (default: "
              + "${DEFAULT-VALUE}).")
  private int warmUp = 20;

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = {
        "Threads of each engine (default: all processors).",
        "Several: Sluice alone with each of them, in turn, and how it scales."
      })
  private List<Integer> threads = List.of(Runtime.getRuntime().availableProcessors());

  @Option(names = "--codec", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Codec codec = Codec.ZSTD;

  @Option(names = "--mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Modes mode = Modes.BOTH;

  @Option(
      names = {"-o", "--output"},
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output = Output.TABLE;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Where generated data is kept, and room for the runs.")
  private Path data;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The installation: cold ingests go through its start script.")
  private Path home;

  @ArgGroup(exclusive = true)
  private Kind kind = new Kind();

  @Spec private CommandSpec spec;

  Benchmark() {}

  /** Ends with 0 if all engines made the same of all cases, with 1 if not. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Benchmark()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws IOException, SQLException {
    if (runs < 1 || threads.stream().anyMatch(number -> number < 1) || !(scale > 0)) {
      throw new ParameterException(
          spec.commandLine(), "--runs, --threads and --sf must be more than 0");
    }
    if (warmUp < 0) {
      throw new ParameterException(spec.commandLine(), "--warm-up must be 0 or more");
    }
    if (kind.micro != null) {
      refuse("--micro has its own data", BESIDE_MICRO);
      return micro();
    }
    if (kind.profile) {
      refuse("--profile records Sluice while it is warm", "--mode");
      refuseOthers("--profile records Sluice");
    }
    if (threads.size() > 1) {
      refuse("several --threads compare Sluice with itself", "--profile");
      refuseOthers("several --threads compare Sluice with itself");
    }
    if (cases.equals(List.of(BenchmarkCase.BIG_LAKE))) {
      refuse("big-lake times commands in processes of their own", BESIDE_BIG_LAKE);
    }
    if (mode == Modes.COLD) {
      refuse("--mode cold starts a process for each run", "--warm-up");
    }
    try (WorkFolder work = WorkFolder.in(data)) {
      List<CaseResult> results = new ArrayList<>();
      Setting setting = setting(work.path());
      if (kind.profile) {
        print(ProfileReport.of(setting));
        return 0;
      }
      results.addAll(new Comparison(setting, Optional.ofNullable(engines)).run());
      if (cases.contains(BenchmarkCase.BIG_LAKE)) {
        results.addAll(bigLake(setting));
      }
      if (cases.contains(BenchmarkCase.MANY_FILES) && setting.modes().contains(Mode.WARM)) {
        say("many-files: one run");
        int files = (int) Math.max(1, Math.round(MANY_FILES * scale));
        results.add(new ManyFilesRun(files, threads.get(0)).run(work.path().resolve("many")));
      }
      if (!Collections.disjoint(cases, BenchmarkCase.onAws())) {
        results.addAll(onAws(setting));
      }
      print(CaseResult.report(results));
      boolean well = results.stream().allMatch(result -> result.failure().isEmpty());
      if (!well) {
        work.keep();
      }
      return well ? 0 : 1;
    }
  }

  private Setting setting(Path work) throws IOException {
    Optional<Path> installation = Optional.ofNullable(home);
    List<BenchmarkCase> chosen = new ArrayList<>(cases);
    chosen.removeIf(one -> !one.comparesEngines());
    if (installation.isEmpty() && chosen.removeIf(BenchmarkCase::isSpec)) {
      say("the repository's own specs need --home: not run");
    }
    return new Setting(
        chosen,
        mode.modes(),
        scale,
        runs,
        Duration.ofSeconds(warmUp),
        threads,
        codec,
        new DataCache(data, this::say),
        installation.map(folder -> folder.resolve("test-data")).orElse(data),
        new Runners(installation, python(installation, chosen)),
        work,
        this::say);
  }

  /** Looked for only where it may be needed: to install it takes half a minute. */
  private Optional<Python> python(Optional<Path> installation, List<BenchmarkCase> chosen)
      throws IOException {
    boolean named =
        engines == null
            || engines.contains(EngineKind.POLARS)
            || engines.contains(EngineKind.DUCKDB);
    boolean wanted = named && !chosen.stream().allMatch(BenchmarkCase::isSpec);
    if (!wanted || kind.profile || threads.size() > 1) {
      return Optional.empty();
    }
    if (installation.isEmpty()) {
      say("without --home there is no Python environment: Polars is left out");
      return Optional.empty();
    }
    return Python.find(this::say);
  }

  private List<CaseResult> bigLake(Setting setting) throws IOException, SQLException {
    if (!setting.runners().haveCommands() || !setting.modes().contains(Mode.COLD)) {
      say("big-lake needs the start script and mode cold: not run");
      return List.of();
    }
    int history = (int) Math.max(2, Math.round(LAKE_RUNS * scale));
    long files = Math.max(history, Math.round(lakeFiles * scale));
    return new LakeCommands(setting.runners(), setting.work(), this::say)
        .compare(setting.cache(), history, files, scale, runs);
  }

  private List<CaseResult> onAws(Setting setting) throws IOException, SQLException {
    if (!setting.modes().contains(Mode.WARM) || threads.size() > 1) {
      say("the cases about AWS need mode warm and one number of threads: not run");
      return List.of();
    }
    try {
      return new CloudCases(setting).run(cases);
    } catch (LocalAwsUnavailableException e) {
      say("without an emulator of AWS, the cases about it are left out: " + e.getMessage());
      return List.of();
    }
  }

  /** What would not be heeded is not taken. */
  private void refuse(String why, String... options) {
    for (String option : options) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(spec.commandLine(), why + ": leave out " + option);
      }
    }
  }

  private void refuseOthers(String why) {
    if (engines != null && !engines.equals(List.of(EngineKind.SLUICE))) {
      refuse(why, "--engine");
    }
  }

  private int micro() {
    try {
      print(new MicroBenchmarks(Effort.MEASURE, this::say).run(kind.micro, runs));
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void print(Report report) {
    spec.commandLine().getOut().println(output == Output.JSON ? report.json() : report.table());
    spec.commandLine().getOut().flush();
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
