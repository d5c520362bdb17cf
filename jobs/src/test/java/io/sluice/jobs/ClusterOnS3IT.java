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
 * The shaded jar on a real cluster whose worker is lost in the middle, into a lake on the emulated
 * AWS: what the lost attempts had uploaded is not in the table, and does not stay.
 */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class ClusterOnS3IT {
  private static final String BUCKET = "cluster";
  private static final LakeLocation LAKE = new LakeLocation("s3://" + BUCKET + "/lake");
  private static final long SEED = 20_261_130;
  private static final int FILES = 8;
  private static final int ROWS = 10_000;

  @TempDir private Path folder;
  private TestLake sources;

  @BeforeEach
  void makeLake() {
    var unused = s3().createBucket(b -> b.bucket(BUCKET));
    LakeMaker.make(
        LAKE,
        new LakeSettings(
            LakeSettings.VERSION,
            LakeMaker.ledgerTable(LAKE),
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
          file_size: 100KB
        schema:
          - {name: id, type: bigint}
          - {name: noise, type: string}
        """);
  }

  private static S3Client s3() {
    return AwsClients.s3(AwsSettings.OF_ENVIRONMENT);
  }

  private static Set<String> uploads() {
    Set<String> ids = new HashSet<>();
    s3().listMultipartUploadsPaginator(b -> b.bucket(BUCKET)).uploads().stream()
        .map(MultipartUpload::uploadId)
        .forEach(ids::add);
    return ids;
  }

  @Test
  void losesAWorkerInTheMiddleOfARun() throws Exception {
    List<String> here = EmulatedEnvironment.javaOptions();
    try (SparkCluster cluster = SparkCluster.start(folder, ShadedJarIT.sparksClassPath())) {
      ClusterJobs jobs = new ClusterJobs(cluster, folder);
      JobProcess job =
          jobs.submit(
              LAKE.root(),
              folder.resolve("spec.yml"),
              here,
              "spark.executor.extraJavaOptions=" + String.join(" ", here));
      assertTrue(job.await(() -> uploads().size() >= 4), job::told);
      cluster.killAWorker();
      assertEquals(0, job.exitCode(), job::told);
      RunReport report = RunReports.fromJson(job.answer());
      assertEquals(RunState.COMMITTED, report.end().state());
      assertEquals((long) FILES * ROWS, report.data().totals().written());
      assertTrue(jobs.lostAnExecutor(), "no executor was lost");
    }
    assertEquals(Set.of(), uploads());
    assertEachRowOnce();
  }

  private void assertEachRowOnce() throws IOException {
    List<String> copies = new ArrayList<>();
    Set<String> live = new TreeSet<>();
    try (Lake lake = Lake.open(LAKE)) {
      Storage storage = lake.storages().at(LAKE.root());
      for (LiveFile file : lake.ledger().liveFiles("default.t", Kind.DATA)) {
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
    s3().listObjectsV2Paginator(b -> b.bucket(BUCKET).prefix("lake/default/")).contents().stream()
        .map(S3Object::key)
        .forEach(key -> there.add("s3://" + BUCKET + "/" + key));
    assertEquals(live, there);
    assertEquals(
        List.of(FILES * ROWS + "|" + FILES * ROWS + "|" + (FILES * ROWS - 1)),
        TestLake.sql("SELECT count(*), count(DISTINCT id), max(id) FROM " + TestLake.from(copies)));
  }
}
