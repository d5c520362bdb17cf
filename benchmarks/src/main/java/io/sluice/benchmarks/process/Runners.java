package io.sluice.benchmarks.process;

import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.engine.SluiceSpec;
import io.sluice.benchmarks.workload.Output.Kind;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Starts engines on a workload. */
public final class Runners {
  private final Optional<Path> startScript;

  /**
   * @param home the installation, whose start script cold ingests go through, as a user's do; empty
   *     where there is none: then they start at the job's main class
   */
  public Runners(Optional<Path> home) {
    this.startScript = home.map(folder -> folder.resolve("sluice")).filter(Files::isExecutable);
  }

  /** One process for all runs. */
  public EngineRunner warm(EngineKind engine, Workload workload, Path work) throws IOException {
    return new WarmRunner(engine, prepared(workload, work), work);
  }

  /** A process for each run. */
  public EngineRunner cold(EngineKind engine, Workload workload, Path work) throws IOException {
    Path file = prepared(workload, work);
    if (engine != EngineKind.SLUICE || workload.output().kind() == Kind.FIGURES) {
      return ColdRunner.worker(engine, file, work);
    }
    Path spec = SluiceSpec.write(workload, work);
    return ColdRunner.command(
        engine, out -> ingest(spec, SluiceSpec.lake(out), workload.master()), work);
  }

  private List<String> ingest(Path spec, Path lake, String master) {
    return startScript
        .map(
            script ->
                List.of(
                    script.toString(),
                    "ingest",
                    spec.toString(),
                    "--lake",
                    lake.toString(),
                    "--master",
                    master))
        .orElseGet(() -> JavaCommand.ingest(spec, lake, master));
  }

  private static Path prepared(Workload workload, Path work) throws IOException {
    Files.createDirectories(work);
    Path file = work.resolve("workload");
    workload.write(file);
    return file;
  }
}
