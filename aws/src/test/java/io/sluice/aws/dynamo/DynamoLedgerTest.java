package io.sluice.aws.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerContract;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(LocalAwsForTests.class)
class DynamoLedgerTest extends LedgerContract {
  private static final Faults REQUESTS = new Faults(0, Faults.Fault.CONFLICT);
  private static final DynamoDbClient CLIENT = DynamoClients.with(REQUESTS);

  private final String name = "ledger-" + UUID.randomUUID();
  private final MemoryObjects objects = new MemoryObjects();

  @Override
  protected LakeLocation lake() {
    return new LakeLocation("s3://bucket/" + name);
  }

  @Override
  protected Ledger open() {
    // With snapshots after nearly each commit, whatever is asked is answered by one.
    LeaseTimes times = LeaseTimes.of(Duration.ofSeconds(60));
    return DynamoLedger.open(CLIENT, name, lake(), objects, times, Clock.systemUTC(), 2);
  }

  /** The emulator writes some 200 items a second: here requests are counted in place of seconds. */
  @Override
  @Test
  protected void thousandsOfFilesAreClaimedInAMomentAndFoundDone() {
    List<FileVersion> files =
        IntStream.range(0, 5_000)
            .mapToObj(i -> new FileVersion("file:/in/" + i, i, "v" + i))
            .toList();
    REQUESTS.requests.set(0);
    begin("r1");
    assertEquals(files, ledger.claim(run("r1"), files).fresh());
    commit("r1");
    begin("r2");
    assertEquals(files, ledger.claim(run("r2"), files).done());
    // 52 batches: read, written, read again; the rest for the steps of two runs and their leases.
    int requests = REQUESTS.requests.get();
    assertTrue(requests <= 3 * 52 + 40, requests + " requests");
  }
}
