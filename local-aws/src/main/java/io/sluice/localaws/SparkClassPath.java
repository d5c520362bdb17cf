package io.sluice.localaws;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Spark as a cluster has it: what the build resolved for the jobs, without what their jar carries.
 */
public final class SparkClassPath {
  private SparkClassPath() {}

  /**
   * That of a built installation.
   *
   * @throws IOException if it is not built
   */
  public static List<String> of(Path home) throws IOException {
    Path jobs = home.resolve("jobs");
    Set<String> carried;
    try (Stream<String> lines = Files.lines(jobs.resolve("runtime-dependencies.txt"))) {
      carried =
          lines
              .filter(line -> line.startsWith("jar "))
              .map(line -> line.split(" +", 3)[1])
              .collect(Collectors.toSet());
    }
    return Stream.of(
            Files.readString(jobs.resolve("target/classpath.txt"))
                .strip()
                .split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .filter(entry -> !carried.contains(name(entry)))
        .toList();
  }

  private static String name(String jar) {
    return Path.of(jar).getFileName().toString().replaceAll("\\.jar$", "");
  }
}
