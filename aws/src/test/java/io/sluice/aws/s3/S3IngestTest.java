package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.ingest.testing.ForwardingStorages;
import io.sluice.ingest.testing.WatchedRunner;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.FileState;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

/** From S3 to S3 comes the same as from disk to disk: rows, rejects, accounts. */
class S3IngestTest {
  private static final long SEED = 20_260_102;

  @TempDir Path folder;

  private final String bucket = TestS3.newBucket();
  private final Random random = new Random(SEED);
  private Side s3;
  private Side disk;

  /** The same dataset on one of two places. */
  private final class Side {
    private final String name;
    private final DatasetSpec spec;

    Side(String name, String source, String table) {
      this.name = name;
      this.spec =
          SpecReader.read(
              """
              dataset: t
              source:
                path: "%s"
                format: csv
              schema:
                - {name: id, type: bigint}
                - {name: city, type: string}
                - {name: price, type: "decimal(10,2)"}
              target:
                table: t
                location: "%s"
                partition_by: [city]
                keep_replaced: 0s
              """
                  .formatted(source, table),
              "t.yml");
    }

    private Path lake() {
      return folder.resolve("lake-" + name);
    }

    private ThreadRunner runner(Stop stop) {
      return name.equals("s3")
          ? new ThreadRunner(2, stop, new S3Storages(TestS3.settings()))
          : new ThreadRunner(2, stop);
    }

    Outcome ingest() {
      return ingest(WatchedRunner.NOTHING);
    }

    Outcome ingest(WatchedRunner.Watcher watcher) {
      Stop stop = new Stop();
      try (Lake lake = Lake.open(LakeLocation.of(lake()));
          TaskRunner runner = new WatchedRunner(runner(stop), watcher)) {
        ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
        Outcome outcome = new Ingest(spec, lake, runner, "threads: a test", stop, silent).run();
        assertEquals(
            ExitCode.DONE, outcome.exitCode(), () -> name + ": " + outcome.failure().toString());
        return outcome;
      }
    }

    List<LiveFile> live(Kind kind) {
      try (Lake lake = Lake.open(LakeLocation.of(lake()))) {
        return lake.ledger().liveFiles("default.t", kind);
      }
    }

    List<String> rows(Kind kind, String columns) throws IOException, SQLException {
      List<String> files = new ArrayList<>();
      for (LiveFile file : live(kind)) {
        files.add("'" + local(file.path()) + "'");
      }
      return files.isEmpty()
          ? List.of()
          : DuckDb.rows(
              "SELECT %s FROM read_parquet(%s, hive_partitioning=true, hive_types_autocast=false)"
                      .formatted(columns, files)
                  + " ORDER BY ALL");
    }

    /** Where DuckDB can read it: with the folders that name its partition. */
    private String local(String path) throws IOException {
      if (!S3Uri.is(path)) {
        return path;
      }
      Path copy = folder.resolve("copy").resolve(S3Uri.of(path).key());
      Files.createDirectories(copy.getParent());
      Files.write(
          copy,
          TestS3.client()
              .getObjectAsBytes(
                  request -> {
                    try {
                      request.bucket(bucket).key(S3Uri.of(path).key());
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  })
              .asByteArray());
      return copy.toString();
    }
  }

  @BeforeEach
  void sides() throws IOException {
    Files.createDirectories(folder.resolve("in +%2F/한"));
    s3 = new Side("s3", "s3://" + bucket + "/in +%2F", "s3://" + bucket + "/warehouse/t");
    disk = new Side("disk", folder.resolve("in +%2F").toString(), folder + "/warehouse/t");
  }

  /** Puts a source file in both places. */
  private void source(String name, String content) throws IOException {
    Files.writeString(folder.resolve("in +%2F").resolve(name), content);
    TestS3.put(bucket, "in +%2F/" + name, content);
  }

  private String csv(int firstId, int rows) {
    String[] cities = {"Seoul", "서울 특별시", "a/b", "x+y z", "100%", ""};
    StringBuilder text = new StringBuilder("id,city,price\n");
    for (int i = 0; i < rows; i++) {
      text.append(firstId + i)
          .append(',')
          .append(cities[random.nextInt(cities.length)])
          .append(',')
          .append(random.nextInt(30) == 0 ? "dear" : random.nextInt(1_000_000) / 100.0)
          .append('\n');
    }
    return text.toString();
  }

  private void assertBothTheSame() throws IOException, SQLException {
    assertEquals(
        disk.rows(Kind.DATA, "id, city, price"),
        s3.rows(Kind.DATA, "id, city, price"),
        "seed " + SEED);
    assertEquals(
        disk.rows(Kind.REJECTS, "record_number, byte_offset, code, \"column\", raw"),
        s3.rows(Kind.REJECTS, "record_number, byte_offset, code, \"column\", raw"),
        "seed " + SEED);
    assertNothingIsLeft();
  }

  /** What lies in the bucket is what the ledger has, and nothing is open. */
  private void assertNothingIsLeft() {
    assertEquals(List.of(), TestS3.uploads(bucket));
    List<String> live = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      s3.live(kind).forEach(file -> live.add(file.path().replace("s3://" + bucket + "/", "")));
    }
    assertEquals(
        live.stream().sorted().toList(),
        TestS3.keys(bucket).stream().filter(key -> !key.startsWith("in ")).sorted().toList());
  }

  @Test
  void filesAndTheirCorrectionsAndNothingTwice() throws Exception {
    source("a.csv", csv(0, 3_000));
    source("한/b.csv", csv(10_000, 20_000));
    source("_hidden.csv", "not,read\n");
    Counts onDisk = disk.ingest().report().data().totals();
    assertEquals(onDisk, s3.ingest().report().data().totals());
    assertTrue(onDisk.rejected() > 100 && onDisk.written() > 20_000, onDisk.toString());
    assertBothTheSame();

    source("a.csv", csv(0, 2_000));
    source("c.csv", csv(50_000, 10));
    assertEquals(disk.ingest().report().data().totals(), s3.ingest().report().data().totals());
    assertBothTheSame();

    assertEquals(RunState.NOTHING_TO_DO, s3.ingest().report().end().state());
    assertBothTheSame();
  }

  @Test
  void anObjectThatIsReplacedMeanwhileIsLeftToTheNextRun() throws Exception {
    source("a.csv", csv(0, 100));
    source("한/b.csv", csv(1_000, 100));
    String corrected = csv(2_000, 50);
    Outcome outcome =
        s3.ingest(WatchedRunner.afterListing(() -> TestS3.put(bucket, "in +%2F/a.csv", corrected)));
    assertTrue(
        outcome.report().findings().warnings().stream()
            .anyMatch(w -> w.contains("a.csv changed while")),
        outcome.report().findings().warnings().toString());
    assertFalse(s3.rows(Kind.DATA, "id").isEmpty());
    s3.ingest();
    source("a.csv", corrected);
    disk.ingest();
    assertBothTheSame();
  }

  @Test
  void anObjectThatVanishesMeanwhileIsLeftOut() throws Exception {
    source("a.csv", csv(0, 100));
    source("한/b.csv", csv(1_000, 100));
    Outcome outcome =
        s3.ingest(
            WatchedRunner.afterListing(
                () ->
                    TestS3.client()
                        .deleteObject(request -> request.bucket(bucket).key("in +%2F/a.csv"))));
    assertUnreadable("the object is gone", outcome);
    Files.delete(folder.resolve("in +%2F/a.csv"));
    disk.ingest();
    assertBothTheSame();
  }

  private static void assertUnreadable(String why, Outcome outcome) {
    List<FileReport> unreadable =
        outcome.report().data().files().stream()
            .filter(file -> file.state() == FileState.UNREADABLE)
            .toList();
    assertEquals(1, unreadable.size());
    assertTrue(unreadable.get(0).uri().endsWith("in +%2F/a.csv"));
    assertTrue(unreadable.get(0).notes().get(0).startsWith(why), unreadable::toString);
  }

  /** As of an object that another account put there, or whose key is disabled. */
  @ParameterizedTest
  @CsvSource({
    "AccessDenied, access denied (HTTP 403 AccessDenied",
    "KMS.DisabledException, its KMS key cannot be used",
    "InvalidObjectState, the object is archived"
  })
  void anObjectThatIsRefusedIsLeftOut(String code, String why) throws Exception {
    source("a.csv", csv(0, 100));
    source("한/b.csv", csv(1_000, 100));
    FaultyHttp http = new FaultyHttp();
    http.next(
        Integer.MAX_VALUE,
        FaultyHttp.Operation.GET,
        FaultyHttp.answer(code.startsWith("KMS") ? 400 : 403, code));
    Storages refusing = new Refusing(new S3Storages(TestS3.settings()), http.client());
    Stop stop = new Stop();
    try (Lake lake = Lake.open(LakeLocation.of(s3.lake()));
        TaskRunner runner = new ThreadRunner(2, stop, refusing)) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      Outcome outcome = new Ingest(s3.spec, lake, runner, "threads: a test", stop, silent).run();
      assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
      assertUnreadable(why, outcome);
    }
    Files.delete(folder.resolve("in +%2F/a.csv"));
    disk.ingest();
    assertBothTheSame();
    source("a.csv", csv(3_000, 100));
    disk.ingest();
    s3.ingest();
    assertBothTheSame();
  }

  /** Storages where a client of its own asks for {@code a.csv}. */
  private static final class Refusing extends ForwardingStorages {
    private static final long serialVersionUID = 1;

    private final transient S3Client client;

    Refusing(Storages storages, S3Client client) {
      super(storages);
      this.client = client;
    }

    @Override
    public ObjectSource source(String uri, long size, String identity) throws IOException {
      return uri.endsWith("a.csv")
          ? new S3Source(client, uri, size, identity)
          : storages().source(uri, size, identity);
    }

    @Override
    public ObjectSource source(String uri, long size) throws IOException {
      return source(uri, size, "");
    }
  }
}
