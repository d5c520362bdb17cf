package io.sluice.benchmarks.process;

import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.engine.SluiceSpec;
import io.sluice.benchmarks.process.EngineRunner.Launch;
import io.sluice.benchmarks.process.EngineRunner.Talk;
import io.sluice.benchmarks.workload.Mode;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts engines on a workload. */
public final class Runners {
  private static final String JOB_OPTIONS = "SLUICE_JOB_JAVA_OPTS";

  private final Optional<Path> startScript;
  private final Optional<Python> python;
  private final Map<EngineKind, List<String>> options;

  /**
   * @param home the installation, through whose start script cold ingests go, as a user's do;
   *     without it they run in a worker, like the others
   * @param python with Polars and DuckDB; without it, Polars cannot take part
   */
  public Runners(Optional<Path> home, Optional<Python> python) {
    this.startScript = home.map(folder -> folder.resolve("sluice")).filter(Files::isExecutable);
    this.python = python;
    this.options = Map.of();
  }

  private Runners(Runners like, Map<EngineKind, List<String>> options) {
    this.startScript = like.startScript;
    this.python = like.python;
    this.options = options;
  }

  /** The same, with options for the JVM of an engine's worker. */
  public Runners with(EngineKind engine, List<String> jvmOptions) {
    return new Runners(this, Map.of(engine, List.copyOf(jvmOptions)));
  }

  /** Whether there is what the engine runs in. */
  public boolean have(EngineKind engine) {
    return engine != EngineKind.POLARS || python.isPresent();
  }

  /** Whether there is the start script that {@link #command} needs. */
  public boolean haveCommands() {
    return startScript.isPresent();
  }

  /** A command of the installation on a lake, as a user types it. */
  public EngineRunner command(List<String> arguments, Path lake, Path work) {
    List<String> command = new ArrayList<>(List.of(startScript.orElseThrow().toString()));
    command.addAll(arguments);
    command.addAll(List.of("--lake", lake.toString()));
    Launch launch = new Launch(command, Map.of(), Talk.COMMAND);
    return new EngineRunner("sluice " + arguments.get(0), launch, Mode.COLD, work);
  }

  /**
   * Readies an engine.
   *
   * @param work a folder of its own
   */
  public EngineRunner start(EngineKind engine, Workload workload, Mode mode, Path work)
      throws IOException {
    return start(engine, workload, mode, work, options.getOrDefault(engine, List.of()));
  }

  /**
   * @param options for the JVM of a worker
   */
  public EngineRunner start(
      EngineKind engine, Workload workload, Mode mode, Path work, List<String> options)
      throws IOException {
    Files.createDirectories(work);
    return new EngineRunner(
        engine.key(), launch(engine, workload, mode, work, options), mode, work);
  }

  private Launch launch(
      EngineKind engine, Workload workload, Mode mode, Path work, List<String> options)
      throws IOException {
    boolean writes = !workload.output().kind().isFigures();
    if (mode == Mode.COLD && writes && engine.ours() && startScript.isPresent()) {
      return ingest(engine, workload, work);
    }
    if (engine == EngineKind.POLARS) {
      return python.orElseThrow().polars(workload, work);
    }
    if (mode == Mode.COLD && writes && engine == EngineKind.DUCKDB && python.isPresent()) {
      // Its driver for Java extracts a library of 57 MB at each start: no user of DuckDB has that.
      return python.get().duckDb(workload, work);
    }
    Path file = work.resolve("workload");
    workload.write(file);
    return new Launch(JavaCommand.worker(options, engine, file, work), Map.of(), Talk.PROTOCOL);
  }

  private Launch ingest(EngineKind engine, Workload workload, Path work) throws IOException {
    List<String> command = new ArrayList<>(List.of(startScript.orElseThrow().toString()));
    command.add("ingest");
    command.add(SluiceSpec.write(workload, work).toString());
    command.addAll(List.of("--lake", SluiceSpec.lake(Path.of(Launch.OUT)).toString()));
    command.addAll(
        engine == EngineKind.SLUICE_SPARK
            ? List.of("--master", workload.master())
            : List.of("--engine", "threads"));
    return new Launch(command, environment(workload.threads()), Talk.COMMAND);
  }

  /** What Sluice gives to the JVMs that ingest. */
  private static Map<String, String> environment(int threads) {
    if (threads == Runtime.getRuntime().availableProcessors()) {
      return Map.of();
    }
    String options = System.getenv().getOrDefault(JOB_OPTIONS, "");
    return Map.of(JOB_OPTIONS, (options + " -XX:ActiveProcessorCount=" + threads).trim());
  }
}
