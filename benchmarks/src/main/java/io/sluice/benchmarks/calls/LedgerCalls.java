package io.sluice.benchmarks.calls;

import io.sluice.aws.AwsClients;
import io.sluice.aws.dynamo.DynamoLedger;
import io.sluice.aws.dynamo.LeaseTimes;
import io.sluice.aws.dynamo.ObjectStore;
import io.sluice.benchmarks.cloud.LocalCloud;
import io.sluice.benchmarks.lake.LakeMaker;
import io.sluice.benchmarks.lake.PastRun;
import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.RunStart;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A ledger in DynamoDB that knows many files: what runs ask of it, and what that costs. */
public final class LedgerCalls {
  private static final LakeLocation LAKE = new LakeLocation("s3://benchmark/lake");

  private final int files;
  private final RunReport like;

  /**
   * @param files that the ledger comes to know
   * @param folder of its own
   */
  public LedgerCalls(int files, Path folder) throws IOException {
    this.files = files;
    this.like = new LakeMaker(folder).ingest("small");
  }

  /** Goes through the scenarios, each of which finds what those before it left. */
  public CaseResult run(Consumer<String> progress) {
    CallCount count = new CallCount();
    try (DynamoDbClient client =
            CallCount.counted(AwsClients.dynamoBuilder(LocalCloud.SETTINGS), count).build();
        Ledger ledger =
            DynamoLedger.open(
                client, "benchmark-ledger", LAKE, new InMemory(), LeaseTimes.DEFAULT)) {
      List<FileVersion> all = versions(0, files);
      List<Scenario> scenarios =
          List.of(
              new Scenario("first run, all files", () -> ingest(ledger, "first", all, files)),
              new Scenario(
                  "next run, nothing new",
                  () ->
                      expect(
                          ledger
                              .preview(like.run().dataset(), like.run().table(), all)
                              .taken()
                              .size(),
                          0)),
              new Scenario(
                  "next run, one new file",
                  () -> ingest(ledger, "second", versions(0, files + 1), 1)),
              new Scenario(
                  "runs are listed",
                  () -> expect(ledger.runs(Optional.empty(), Optional.empty(), 20).size(), 2)));
      return Scenario.inTurn(BenchmarkCase.DYNAMO_FILES, files, scenarios, count, progress);
    }
  }

  private void ingest(Ledger ledger, String id, List<FileVersion> listed, int taken) {
    PastRun run = new PastRun(like, id, Instant.now());
    Lease lease =
        ledger.begin(
            new RunStart(
                id,
                like.run().dataset(),
                like.run().table(),
                like.run().location(),
                run.startedAt()));
    List<FileVersion> claimed = ledger.claim(lease, listed).taken();
    expect(claimed.size(), taken);
    Lease table = ledger.leaseTable(like.run().table()).orElseThrow();
    String output = LAKE.root() + "/benchmark/small/part-" + id + ".parquet";
    ledger.record(lease, table, run.manifest(output, 1_000, claimed));
    ledger.commit(lease, table, run.finishedAt());
    ledger.giveBack(table);
  }

  private static void expect(int found, int expected) {
    if (found != expected) {
      throw new IllegalStateException(found + " where " + expected + " were expected");
    }
  }

  private static List<FileVersion> versions(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new FileVersion("s3://landing/in/part-" + i + ".csv", 1_000, "etag-" + i))
        .toList();
  }

  /** What is too large for an item: an object for each run. */
  private static final class InMemory implements ObjectStore {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    @Override
    public void put(String key, byte[] content) {
      objects.put(key, content);
    }

    @Override
    public Optional<byte[]> find(String key) {
      return Optional.ofNullable(objects.get(key));
    }

    @Override
    public void delete(String key) {
      objects.remove(key);
    }
  }
}
