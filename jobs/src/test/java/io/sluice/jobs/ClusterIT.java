package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localaws.testing.Signals;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.RunState;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shaded jar on a real cluster, whose tasks are lost and done twice. Some 2 MB a file: {@code
 * -Dsluice.cluster.files=400} for 770 MB.
 */
class ClusterIT {
  private static final int FILES = Integer.getInteger("sluice.cluster.files", 24);
  private static final int ROWS = 20_000;

  private static final int PARTITIONS = 5;

  private static final String SPECULATIVE = "\"Speculative\":true";

  /** With it the files are large enough for two tasks. */
  private static final String PADDING = "x".repeat(80);

  @TempDir private Path folder;
  private TestLake lake;
  private SparkCluster cluster;
  private ClusterJobs jobs;
  private int rows;

  @BeforeEach
  void start() throws Exception {
    lake = new TestLake(folder);
    for (int file = 0; file < FILES; file++) {
      lake.file("f" + file + ".csv", rows(ROWS));
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
    jobs = new ClusterJobs(cluster, folder);
  }

  /** The next so many rows, as a file. */
  private String rows(int count) {
    StringBuilder text = new StringBuilder("id,p,name\n");
    for (int end = rows + count; rows < end; rows++) {
      text.append(rows)
          .append(',')
          .append(rows % PARTITIONS)
          .append(',')
          .append(PADDING)
          .append(rows)
          .append('\n');
    }
    return text.toString();
  }

  @AfterEach
  void end() {
    cluster.close();
  }

  private JobProcess submit(String... settings) throws IOException {
    return jobs.submit(lake.lake().toString(), folder.resolve("spec.yml"), List.of(), settings);
  }

  private void assertIngestedOnce(JobProcess job) throws Exception {
    assertEquals(0, job.exitCode(), job::told);
    RunReport report = RunReports.fromJson(job.answer());
    assertEquals(RunState.COMMITTED, report.end().state());
    assertEquals((long) rows, report.data().totals().written());
    new Consistency(lake, "default.t")
        .assertHolds(
            "SELECT range AS id, (range % "
                + PARTITIONS
                + ")::INT AS p, '"
                + PADDING
                + "' || range AS name FROM range("
                + rows
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
    assertTrue(jobs.lostAnExecutor(), "no executor was lost");
  }

  @Test
  void doesTasksTwice() throws Exception {
    JobProcess job = submit(SparkCluster.SPECULATION);
    // A task writes a file a partition: these are of both.
    assertTrue(job.await(() -> pendingFiles() > PARTITIONS), job::told);
    // One stands still, until the other worker has nothing else to do and begins it again.
    long paused = cluster.pauseExecutor(jobs.endedTasks("0") == 0 ? "0" : "1");
    job.await(() -> jobs.events().contains(SPECULATIVE));
    assertTrue(Signals.send("CONT", paused));
    assertIngestedOnce(job);
    assertTrue(jobs.events().contains(SPECULATIVE), "no task was done twice");
  }

  /** Prints what a second worker brings: the time of the tasks' stage, as Spark wrote it down. */
  @Test
  @EnabledIfSystemProperty(named = "sluice.measure", matches = "true")
  void measuresOneWorkerAndTwo() throws Exception {
    for (int run = 0; run < 6; run++) {
      lake = new TestLake(folder, Engines.SPARK, folder.resolve("lake" + run));
      int workers = 1 + run % 2;
      long began = System.nanoTime();
      JobProcess job = submit("spark.cores.max=" + workers);
      assertEquals(0, job.exitCode(), job::told);
      double whole = (System.nanoTime() - began) / 1e9;
      assertIngestedOnce(job);
      System.out.printf(
          Locale.ROOT, "%d: tasks %.1f s, the job %.1f s%n", workers, stageSeconds(), whole);
    }
  }

  private double stageSeconds() throws IOException {
    double seconds = 0;
    for (String line : jobs.events().lines().toList()) {
      JsonNode stage = new ObjectMapper().readTree(line).path("Stage Info");
      if (stage.has("Completion Time")) {
        long millis = stage.get("Completion Time").asLong() - stage.get("Submission Time").asLong();
        seconds = Math.max(seconds, millis / 1e3);
      }
    }
    FileUtils.cleanDirectory(folder.resolve("events").toFile());
    return seconds;
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
