package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.RunState;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shaded jar on a real cluster, whose tasks are lost and done twice. Some 2 MB a file: {@code
 * -Dsluice.cluster.files=400} for 770 MB.
 */
class ClusterIT {
  private static final int FILES = Integer.getInteger("sluice.cluster.files", 24);
  private static final int ROWS = 20_000;

  /** With it the files are large enough for two tasks. */
  private static final String PADDING = "x".repeat(80);

  @TempDir private Path folder;
  private TestLake lake;
  private SparkCluster cluster;

  @BeforeEach
  void start() throws Exception {
    lake = new TestLake(folder);
    for (int file = 0; file < FILES; file++) {
      StringBuilder text = new StringBuilder("id,p,name\n");
      for (int row = 0; row < ROWS; row++) {
        int id = file * ROWS + row;
        text.append(id)
            .append(',')
            .append(id % 5)
            .append(',')
            .append(PADDING)
            .append(id)
            .append('\n');
      }
      lake.file("f" + file + ".csv", text.toString());
    }
    lake.spec(
        """
          partition_by: [p]
        schema:
          - {name: id, type: bigint}
          - {name: p, type: int}
          - {name: name, type: string}
        """);
    cluster = SparkCluster.start(folder, ShadedJarIT.sparksClassPath());
  }

  @AfterEach
  void end() {
    cluster.close();
  }

  private JobProcess submit(String... settings) throws IOException {
    Path events = Files.createDirectories(folder.resolve("events"));
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
            "spark.eventLog.dir=" + events.toUri())) {
      main.addAll(List.of("--conf", setting));
    }
    for (String setting : settings) {
      main.addAll(List.of("--conf", setting));
    }
    main.addAll(List.of(ShadedJarIT.JAR.toString(), "--lake", lake.lake().toString()));
    main.add(folder.resolve("spec.yml").toString());
    return JobProcess.start(ShadedJarIT.sparksClassPath(), List.of(), main);
  }

  /** What Spark wrote down of the run. */
  private String events() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.resolve("events"))) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }

  private void assertIngestedOnce(JobProcess job) throws Exception {
    assertEquals(0, job.exitCode(), job::told);
    RunReport report = RunReports.fromJson(job.answer());
    assertEquals(RunState.COMMITTED, report.end().state());
    assertEquals((long) FILES * ROWS, report.data().totals().written());
    new Consistency(lake, "default.t")
        .assertHolds(
            "SELECT range AS id, (range % 5)::INT AS p, '"
                + PADDING
                + "' || range AS name FROM range("
                + FILES * ROWS
                + ")",
            "id, p, name",
            "a cluster");
  }

  @Test
  void losesAWorkerInTheMiddleOfARun() throws Exception {
    JobProcess job = submit();
    assertTrue(job.await(() -> pendingFiles() >= 4), job::told);
    cluster.killAWorker();
    assertIngestedOnce(job);
    assertTrue(events().contains("SparkListenerExecutorRemoved"), "no executor was lost");
  }

  @Test
  void doesTasksTwice() throws Exception {
    JobProcess job =
        submit(
            "spark.speculation=true",
            "spark.speculation.interval=20ms",
            "spark.speculation.multiplier=0.1",
            "spark.speculation.quantile=0.05",
            "spark.speculation.minTaskRuntime=1ms",
            // Spark would not think it worth its while.
            "spark.speculation.efficiency.enabled=false");
    assertIngestedOnce(job);
    assertTrue(events().contains("\"Speculative\":true"), "no task was done twice");
  }

  private long pendingFiles() {
    Path pending = lake.lake().resolve("default/t/_sluice_pending");
    try (Stream<Path> files = Files.walk(pending)) {
      return files.filter(Files::isRegularFile).count();
    } catch (UncheckedIOException | IOException e) {
      // Not yet there, or just removed.
      return 0;
    }
  }
}
