package io.sluice.benchmarks.process;

import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.jobs.IngestMain;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a worker: this process's own JVM, options, heap and class path, so that what
 * a job is given, all engines are given.
 */
public final class JavaCommand {
  /** Options that name what only one process can have. */
  private static final List<String> NOT_INHERITED =
      List.of("-agentlib", "-javaagent", "-Dspark.", "-XX:SharedArchiveFile", "-XX:ArchiveClasses");

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private JavaCommand() {}

  static List<String> worker(EngineKind engine, Path workload, Path work) {
    return of(
        List.of(HeapLog.OPTION),
        Worker.class.getName(),
        List.of(engine.name(), workload.toString(), work.toString()));
  }

  /** The main job's own process, for where there is no start script. */
  static List<String> ingest(Path spec, Path lake, String master) {
    return of(
        List.of("-Dspark.master=" + master, HeapLog.OPTION),
        IngestMain.class.getName(),
        List.of(spec.toString(), "--lake", lake.toString(), "--progress", "none"));
  }

  /** Whether a command line is one of {@link #of}, and no script. */
  static boolean isJava(List<String> command) {
    return command.get(0).equals(JAVA);
  }

  /**
   * Any main class of this class path.
   *
   * @param options for its JVM, besides those of this process
   */
  public static List<String> of(List<String> options, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(JAVA);
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (NOT_INHERITED.stream().noneMatch(option::startsWith)) {
        command.add(option);
      }
    }
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(arguments);
    return command;
  }
}
