package io.sluice.benchmarks;

import io.sluice.benchmarks.data.DataCache;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.micro.MicroBenchmarks;
import io.sluice.benchmarks.micro.MicroBenchmarks.Effort;
import io.sluice.benchmarks.micro.MicroReport;
import io.sluice.benchmarks.micro.MicroResult;
import io.sluice.benchmarks.process.Runners;
import io.sluice.benchmarks.profile.ProfileReport;
import io.sluice.benchmarks.profile.StageProfile;
import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.report.JsonReport;
import io.sluice.benchmarks.report.Mode;
import io.sluice.benchmarks.report.ScalingReport;
import io.sluice.benchmarks.report.ScalingResult;
import io.sluice.benchmarks.report.TableReport;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.benchmarks.workload.Codec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
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

/** Sluice, stock Spark and DuckDB side by side: {@code ./sluice benchmark} starts it. */
@Command(
    name = "benchmark",
    description = "Runs Sluice, stock Spark and DuckDB side by side on generated data.",
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
        description = "Show where Sluice's processor time goes, by stage, instead of comparing.")
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

  private static final String[] BESIDE_MICRO = {
    "--case", "--codec", "--engine", "--mode", "--sf", "--threads", "--warm-up"
  };

  @Option(
      names = "--case",
      split = ",",
      paramLabel = "CASE",
      converter = CaseName.class,
      description = "The cases to run: ${COMPLETION-CANDIDATES} (default: all).")
  private List<BenchmarkCase> cases = List.of(BenchmarkCase.values());

  @Option(
      names = "--engine",
      split = ",",
      description = "The engines to run: ${COMPLETION-CANDIDATES} (default: all).")
  private List<EngineKind> engines;

  @Option(
      names = "--sf",
      paramLabel = "SCALE",
      description = "Scale factor of the data (default: ${DEFAULT-VALUE}).")
  private double scale = 1;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs that count, of each engine (default: ${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description =
          "How long a running engine works before its runs count (default: ${DEFAULT-VALUE}).")
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
    if (mode == Modes.COLD) {
      refuse("--mode cold starts a process for each run", "--warm-up");
    }
    try (WorkFolder work = WorkFolder.in(data)) {
      Setting setting =
          new Setting(
              cases,
              scale,
              runs,
              Duration.ofSeconds(warmUp),
              threads.get(0),
              codec,
              new DataCache(data, this::say),
              work.path(),
              this::say);
      if (kind.profile) {
        return profile(setting);
      }
      Runners runners = new Runners(Optional.ofNullable(home));
      boolean well = threads.size() > 1 ? scale(setting, runners) : compare(setting, runners);
      if (!well) {
        work.keep();
      }
      return well ? 0 : 1;
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
    List<MicroResult> results;
    try {
      results = new MicroBenchmarks(Effort.MEASURE, this::say).run(kind.micro, runs);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    print(output == Output.JSON ? MicroReport.json(results) : MicroReport.table(results));
    return 0;
  }

  private int profile(Setting setting) throws IOException {
    List<StageProfile> profiles = new Profiles(setting).run();
    print(output == Output.JSON ? ProfileReport.json(profiles) : ProfileReport.table(profiles));
    return 0;
  }

  private boolean compare(Setting setting, Runners runners) throws IOException, SQLException {
    List<EngineKind> chosen = engines == null ? List.of(EngineKind.values()) : engines;
    List<CaseResult> results = new Comparison(setting, chosen, mode.modes()).run(runners);
    print(output == Output.JSON ? JsonReport.of(results) : TableReport.of(results));
    return results.stream().allMatch(result -> result.failure().isEmpty());
  }

  private boolean scale(Setting setting, Runners runners) throws IOException, SQLException {
    List<ScalingResult> results = new Scaling(setting, threads, mode.modes()).run(runners);
    print(output == Output.JSON ? ScalingReport.json(results) : ScalingReport.table(results));
    return results.stream().allMatch(result -> result.failure().isEmpty());
  }

  private void print(String report) {
    spec.commandLine().getOut().println(report.stripTrailing());
    spec.commandLine().getOut().flush();
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
