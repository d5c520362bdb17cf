package io.sluice.benchmarks.process;

import io.sluice.benchmarks.engine.EngineKind;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a worker: this process's own JVM, options, heap and class path, so that what
 * a job is given, all engines are given.
 */
final class JavaCommand {
  /** Options that name what only one process can have. */
  private static final List<String> NOT_INHERITED =
      List.of("-agentlib", "-javaagent", "-Dspark.", "-XX:SharedArchiveFile", "-XX:ArchiveClasses");

  private JavaCommand() {}

  /** A tool of this JDK. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  static List<String> worker(List<String> options, EngineKind engine, Path workload, Path work) {
    List<String> command = new ArrayList<>(List.of(tool("java")));
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (NOT_INHERITED.stream().noneMatch(option::startsWith)) {
        command.add(option);
      }
    }
    command.addAll(options);
    command.add("-Djava.io.tmpdir=" + work.toAbsolutePath());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
    command.addAll(List.of(engine.name(), workload.toString(), work.toString()));
    return command;
  }
}
