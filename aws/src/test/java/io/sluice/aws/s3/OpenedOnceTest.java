package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.ProgressListener;
import io.sluice.ingest.run.RowPath;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.testing.ForwardingRunner;
import io.sluice.ingest.testing.ForwardingStorages;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;

/** How many GETs an object of a source costs, as docs/s3.md says. */
class OpenedOnceTest {
  private static final String PINNED =
      "schema: [{name: id, type: bigint}, {name: text, type: string}]\n";

  @TempDir Path folder;

  private final String bucket = TestS3.newBucket();
  private final FaultyHttp http = new FaultyHttp();
  private final Random random = new Random(20_261_130);

  @Test
  void aSmallOne() throws IOException {
    // More than an inspection looks at one by one, of two kinds, and one that is compressed.
    for (int i = 0; i < 12; i++) {
      TestS3.put(bucket, "in/" + i + ".csv", "id,text\n" + i + ",a\n" + (100 + i) + ",b\n");
    }
    TestS3.put(bucket, "in/large.csv", csv(5_000));
    put("in/packed.csv.gz", gzip(csv(5_000)));
    assertEquals(2 * 12 + 2 * 5_000, rows(ingest("")));
    Map<String, Integer> gets = gets();
    assertEquals(14, gets.size());
    gets.forEach((key, count) -> assertEquals(1, count, key));
  }

  @Test
  void aLargeOne() throws IOException {
    put("in/a.csv", csv(50_000).getBytes(StandardCharsets.UTF_8));
    assertEquals(50_000, rows(ingest(PINNED)));
    assertEquals(Map.of("a.csv", 2), gets(), "inspected and read");
  }

  @Test
  void aLargeOneThatIsCompressed() throws IOException {
    put("in/a.csv.gz", gzip(csv(50_000)));
    assertEquals(50_000, rows(ingest(PINNED)));
    assertEquals(Map.of("a.csv.gz", 3), gets(), "padding may stand at its end");
  }

  @Test
  void aLargeOneWhoseColumnsAreInferred() throws IOException {
    put("in/a.csv", csv(50_000).getBytes(StandardCharsets.UTF_8));
    assertEquals(50_000, rows(ingest("")));
    assertEquals(Map.of("a.csv", 3), gets());
  }

  @Test
  void oneThatIsSplit() throws IOException {
    put("in/a.csv", csv(900_000).getBytes(StandardCharsets.UTF_8));
    assertEquals(900_000, rows(ingest(PINNED)));
    // Its beginning, four pieces of the rest, one place to split it, and two ranges.
    assertEquals(Map.of("a.csv", 8), gets());
  }

  @Test
  void whatIsReplacedAfterItWasInspectedIsLeftToTheNextRun() throws IOException {
    TestS3.put(bucket, "in/a.csv", "id,text\n1,a\n");
    TestS3.put(bucket, "in/b.csv", "id,text\n2,b\n");
    Outcome first = ingest("", () -> TestS3.put(bucket, "in/a.csv", "id,text\n3,c\n4,d\n"));
    assertEquals(1, rows(first), "that of b.csv");
    String warnings = first.report().findings().warnings().toString();
    assertTrue(warnings.contains("a.csv changed while it was read"), warnings);
    assertEquals(2, rows(ingest("")));
  }

  private String csv(int rows) {
    StringBuilder text = new StringBuilder("id,text\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',').append(Long.toString(random.nextLong(), 36)).append('\n');
    }
    return text.toString();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private void put(String key, byte[] content) {
    TestS3.client()
        .putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  /** By the object's name. */
  private Map<String, Integer> gets() {
    Map<String, Integer> gets = new TreeMap<>();
    for (SdkHttpRequest get : http.sent().get(FaultyHttp.Operation.GET)) {
      String path = get.encodedPath();
      gets.merge(path.substring(path.lastIndexOf('/') + 1), 1, Integer::sum);
    }
    return gets;
  }

  private static long rows(Outcome outcome) {
    return outcome.report().data().totals().written();
  }

  private Outcome ingest(String schema) {
    return ingest(schema, () -> {});
  }

  /**
   * @param meanwhile happens when files are inspected and not yet read
   */
  private Outcome ingest(String schema, Runnable meanwhile) {
    String spec =
        "dataset: t\nsource: {path: \"s3://%s/in\"}\n%starget: {table: t, location: \"%s/t\"}\n"
            .formatted(bucket, schema, folder);
    Stop stop = new Stop();
    Storages counted = new Counted(new S3Storages(TestS3.settings()), http.client());
    try (Lake lake = Lake.open(LakeLocation.of(folder.resolve("lake")));
        TaskRunner runner = new Interrupted(new ThreadRunner(2, stop, counted), meanwhile)) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      Outcome outcome =
          new Ingest(SpecReader.read(spec, "t.yml"), lake, runner, "threads: a test", stop, silent)
              .run();
      assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
      return outcome;
    }
  }

  /** Has something happen before its tasks run for the first time. */
  private static final class Interrupted extends ForwardingRunner {
    private Runnable meanwhile;

    Interrupted(TaskRunner runner, Runnable meanwhile) {
      super(runner);
      this.meanwhile = meanwhile;
    }

    @Override
    public void run(
        RowPath path,
        ReadRequest request,
        SinkPlan sink,
        ResultMerger results,
        ProgressListener progress) {
      meanwhile.run();
      meanwhile = () -> {};
      super.run(path, request, sink, results, progress);
    }
  }

  /** Sources are asked for by a client that is watched. */
  private static final class Counted extends ForwardingStorages {
    private static final long serialVersionUID = 1;

    private final transient S3Client client;

    Counted(Storages storages, S3Client client) {
      super(storages);
      this.client = client;
    }

    @Override
    public ObjectSource source(String uri, long size, String identity) throws IOException {
      return new S3Source(client, uri, size, identity);
    }

    @Override
    public ObjectSource source(String uri, long size) throws IOException {
      return source(uri, size, "");
    }
  }
}
