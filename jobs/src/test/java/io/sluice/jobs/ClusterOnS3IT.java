package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.lake.LakeMaker;
import io.sluice.aws.lake.LakeSettings;
import io.sluice.aws.lake.LakeSettings.CatalogKind;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.store.Storage;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.localaws.testing.Signals;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.RunState;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The shaded jar on a real cluster whose tasks are lost and done twice, into a lake on the emulated
 * AWS: what the attempts had uploaded that do not count is not in the table, and does not stay.
 */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class ClusterOnS3IT {
  private static final String BUCKET = "cluster";
  private static final long SEED = 20_261_130;
  private static final int FILES = 8;

  /** With it the files are large enough for two tasks. */
  private static final int ROWS = 32_000;

  private static int lakes;

  private final String database = "cluster" + ++lakes;
  private final LakeLocation place = new LakeLocation("s3://" + BUCKET + "/" + database);
  @TempDir private Path folder;
  private TestLake sources;

  @BeforeEach
  void makeLake() {
    var unused = s3().createBucket(b -> b.bucket(BUCKET));
    LakeMaker.make(
        place,
        new LakeSettings(
            LakeSettings.VERSION,
            LakeMaker.ledgerTable(place),
            CatalogKind.GLUE,
            "",
            null,
            null,
            null,
            null));
    sources = new TestLake(folder);
    Random random = new Random(SEED);
    for (int file = 0; file < FILES; file++) {
      StringBuilder text = new StringBuilder("id,noise\n");
      for (int row = 0; row < ROWS; row++) {
        text.append(file * ROWS + row).append(',');
        // Does not shrink to nothing: there are many files of the size asked for.
        for (int i = 0; i < 5; i++) {
          text.append(Long.toHexString(random.nextLong()));
        }
        text.append('\n');
      }
      sources.file("f" + file + ".csv", text.toString());
    }
    sources.spec(
        """
          file_size: 300KB
          database: %s
        schema:
          - {name: id, type: bigint}
          - {name: noise, type: string}
        """
            .formatted(database));
  }

  private static S3Client s3() {
    return AwsClients.s3(AwsSettings.OF_ENVIRONMENT);
  }

  private static List<MultipartUpload> uploads() {
    return s3().listMultipartUploadsPaginator(b -> b.bucket(BUCKET)).uploads().stream().toList();
  }

  private JobProcess submit(ClusterJobs jobs, String... settings) throws IOException {
    List<String> here = EmulatedEnvironment.javaOptions();
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("spark.executor.extraJavaOptions=" + String.join(" ", here));
    return jobs.submit(place.root(), folder.resolve("spec.yml"), here, all.toArray(String[]::new));
  }

  private void assertIngestedOnce(JobProcess job) throws Exception {
    assertEquals(0, job.exitCode(), job::told);
    RunReport report = RunReports.fromJson(job.answer());
    assertEquals(RunState.COMMITTED, report.end().state());
    assertEquals((long) FILES * ROWS, report.data().totals().written());
    assertEquals(List.of(), uploads());
    assertEachRowOnce();
  }

  @Test
  void losesAWorkerInTheMiddleOfARun() throws Exception {
    try (SparkCluster cluster = SparkCluster.start(folder, ShadedJarIT.sparksClassPath())) {
      ClusterJobs jobs = new ClusterJobs(cluster, folder);
      JobProcess job = submit(jobs);
      assertTrue(job.await(() -> uploads().size() >= 4), job::told);
      cluster.killAWorker();
      assertIngestedOnce(job);
      assertTrue(jobs.lostAnExecutor(), "no executor was lost");
    }
  }

  @Test
  void doesATaskTwice() throws Exception {
    try (SparkCluster cluster = SparkCluster.start(folder, ShadedJarIT.sparksClassPath())) {
      ClusterJobs jobs = new ClusterJobs(cluster, folder);
      JobProcess job = submit(jobs, SparkCluster.SPECULATION);
      assertTrue(
          job.await(() -> uploads().stream().map(ClusterOnS3IT::task).distinct().count() > 1),
          job::told);
      // One stands still, until the other worker has nothing else to do and begins it again.
      long paused = cluster.pauseExecutor(jobs.endedTasks("0") == 0 ? "0" : "1");
      boolean twice = job.await(ClusterOnS3IT::anyTwice);
      assertTrue(Signals.send("CONT", paused));
      assertTrue(twice, () -> "no file was uploaded by two attempts: " + job.told());
      assertIngestedOnce(job);
    }
  }

  /** Whose file it is: all attempts of a task give the same names. */
  private static String task(MultipartUpload upload) {
    return upload.key().replaceFirst("-\\d+[.]parquet$", "");
  }

  /** Whether two attempts upload the same file. */
  private static boolean anyTwice() {
    Set<String> keys = new HashSet<>();
    return !uploads().stream().map(MultipartUpload::key).allMatch(keys::add);
  }

  private void assertEachRowOnce() throws IOException {
    List<String> copies = new ArrayList<>();
    Set<String> live = new TreeSet<>();
    try (Lake lake = Lake.open(place)) {
      Storage storage = lake.storages().at(place.root());
      for (LiveFile file : lake.ledger().liveFiles(database + ".t", Kind.DATA)) {
        live.add(file.path());
        Path copy = folder.resolve("copy-" + copies.size() + ".parquet");
        try (InputStream in = storage.open(file.path(), 0)) {
          Files.copy(in, copy);
        }
        copies.add(copy.toString());
      }
    }
    assertTrue(live.size() > FILES, live.size() + " files");
    Set<String> there = new TreeSet<>();
    s3()
        .listObjectsV2Paginator(b -> b.bucket(BUCKET).prefix(database + "/" + database + "/"))
        .contents()
        .stream()
        .map(S3Object::key)
        .forEach(key -> there.add("s3://" + BUCKET + "/" + key));
    assertEquals(live, there);
    assertEquals(
        List.of(FILES * ROWS + "|" + FILES * ROWS + "|" + (FILES * ROWS - 1)),
        TestLake.sql("SELECT count(*), count(DISTINCT id), max(id) FROM " + TestLake.from(copies)));
  }
}
