package io.sluice.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ingests by the shaded jar on a {@link SparkCluster}, and what Spark wrote down of them. */
final class ClusterJobs {
  private final SparkCluster cluster;
  private final Path events;

  /**
   * @param folder where Spark's events are kept
   */
  ClusterJobs(SparkCluster cluster, Path folder) {
    this.cluster = cluster;
    this.events = folder.resolve("events");
  }

  /**
   * Submits one.
   *
   * @param jvmOptions of the driver
   * @param settings of Spark
   */
  JobProcess submit(String lake, Path spec, List<String> jvmOptions, String... settings)
      throws IOException {
    Files.createDirectories(events);
    List<String> main =
        new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit", "--master", cluster.url()));
    main.addAll(List.of("--class", "io.sluice.jobs.IngestMain"));
    for (String setting :
        List.of(
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1",
            "spark.executor.memory=700m",
            // Both executors are waited for before the plan is made.
            "spark.scheduler.minRegisteredResourcesRatio=1.0",
            "spark.cores.max=2",
            "spark.eventLog.enabled=true",
            // So that events can be waited for.
            "spark.eventLog.buffer.kb=1",
            "spark.eventLog.dir=" + events.toUri())) {
      main.addAll(List.of("--conf", setting));
    }
    for (String setting : settings) {
      main.addAll(List.of("--conf", setting));
    }
    main.addAll(List.of(ShadedJarIT.JAR.toString(), "--lake", lake, spec.toString()));
    return JobProcess.start(ShadedJarIT.sparksClassPath(), jvmOptions, main);
  }

  /** What Spark wrote down of the runs so far. */
  String events() {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(events)) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file, StandardCharsets.UTF_8));
      }
    } catch (NoSuchFileException renamed) {
      return events();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }

  /** How many tasks an executor has ended. */
  long endedTasks(String executor) {
    return events()
        .lines()
        .filter(line -> line.contains("\"SparkListenerTaskEnd\""))
        .filter(line -> line.contains("\"Executor ID\":\"" + executor + "\""))
        .count();
  }

  boolean lostAnExecutor() {
    return events().contains("SparkListenerExecutorRemoved");
  }
}
