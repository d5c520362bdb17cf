package io.sluice.benchmarks.profile;

import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.process.EngineProcess;
import io.sluice.benchmarks.process.JavaCommand;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs Sluice in a process that records itself with the JDK's Flight Recorder. */
public final class Profiler {
  /** Without it, methods that were compiled into others are charged to the wrong lines. */
  private static final List<String> EXACT_METHODS =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

  private Profiler() {}

  /**
   * Profiles a workload.
   *
   * @param warmUp how long it runs before; at least once
   * @param runs that are recorded
   * @param folder of its own
   */
  public static StageProfile profile(Workload workload, Duration warmUp, int runs, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("workload");
    workload.write(file);
    List<String> command =
        JavaCommand.of(
            EXACT_METHODS,
            ProfileWorker.class.getName(),
            List.of(
                EngineKind.SLUICE.name(),
                file.toString(),
                folder.toString(),
                warmUp.toString(),
                Integer.toString(runs)));
    try (EngineProcess running =
        EngineProcess.start(command, folder.resolve("log"), folder.resolve("out.log"))) {
      running.waitForSuccess("the profiled run");
    }
    return StageProfile.read(workload.name(), folder);
  }
}
