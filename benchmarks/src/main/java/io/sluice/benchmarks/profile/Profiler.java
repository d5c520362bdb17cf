package io.sluice.benchmarks.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.process.EngineFailure;
import io.sluice.benchmarks.process.EngineRunner;
import io.sluice.benchmarks.process.Runners;
import io.sluice.benchmarks.workload.Mode;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has the JDK's Flight Recorder record a warm Sluice. */
public final class Profiler {
  /** Without it, methods that were compiled into others are charged to the wrong lines. */
  private static final List<String> EXACT_METHODS =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

  /** What is recorded, and how often: every 10 ms, which is the least. */
  private static final String SETTINGS = "profile.jfc";

  private Profiler() {}

  /**
   * Profiles a workload. The recording stays in the folder, for {@code jfr} and other tools.
   *
   * @param warmUp how long it runs before; at least once
   * @param runs that are recorded
   * @param folder of its own
   */
  public static Profile profile(Workload workload, Duration warmUp, int runs, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Path settings = folder.resolve(SETTINGS);
    try (InputStream in = Profiler.class.getResourceAsStream(SETTINGS)) {
      Files.write(settings, in.readAllBytes());
    }
    Path out = folder.resolve("out");
    Path recording = folder.resolve("profile.jfr");
    EngineKind engine = EngineKind.sluiceFor(workload);
    Runners runners = new Runners(Optional.empty(), Optional.empty());
    try (EngineRunner runner = runners.start(engine, workload, Mode.WARM, folder, EXACT_METHODS)) {
      for (long nanos = 0; nanos < Math.max(1, warmUp.toNanos()); ) {
        nanos += runner.time(out);
      }
      jcmd(runner, "JFR.start", "name=profile", "settings=" + settings);
      Duration before = cpu(runner);
      long nanos = 0;
      for (int i = 0; i < runs; i++) {
        nanos += runner.time(out);
      }
      Duration processor = cpu(runner).minus(before);
      jcmd(runner, "JFR.stop", "name=profile", "filename=" + recording);
      return Profile.read(workload.name(), runs, nanos, processor.toNanos(), recording);
    }
  }

  private static Duration cpu(EngineRunner runner) {
    return runner.process().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static void jcmd(EngineRunner runner, String... command) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    all.add(Long.toString(runner.process().pid()));
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new EngineFailure("cannot be recorded: " + said, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure("interrupted", e);
    }
  }
}
