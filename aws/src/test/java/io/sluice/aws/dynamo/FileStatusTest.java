package io.sluice.aws.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.FileStatus;
import io.sluice.aws.arrival.Gone;
import io.sluice.aws.arrival.Inbox;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalAwsForTests.class)
class FileStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");

  private final String table = "status-" + UUID.randomUUID();
  private final LakeLocation lake = new LakeLocation("s3://bucket/" + table);

  private static Arrival arrival(String name) {
    return new Arrival("flights", "s3://in/" + name, "v", "", "e", 10, NOW, "");
  }

  @Test
  void whatHasBecomeOfFiles() {
    MemoryObjects objects = new MemoryObjects();
    DynamoLedger.open(
            DynamoClients.CLIENT, table, lake, objects, LeaseTimes.of(Duration.ofSeconds(60)))
        .close();
    Inbox inbox = DynamoInbox.open(DynamoClients.CLIENT, table, lake, objects);
    for (String outcome : List.of("committed", "refused", "failed", "usage", "")) {
      long number = inbox.join(arrival(outcome + ".csv"), NOW).number();
      inbox.close("flights", number);
      if (!outcome.isEmpty()) {
        inbox.over("flights", number, outcome, NOW);
      }
    }
    inbox.join(arrival("open.csv"), NOW);
    inbox.join(arrival("empty.csv").refusedFor("it is empty"), NOW);
    inbox.gone(new Gone("flights", "s3://in/gone.csv", "v", NOW));
    assertEquals(
        List.of(
            "000001 committed.csv committed ",
            "000002 refused.csv refused its batch was refused: the data breaks the spec's limits",
            "000003 failed.csv failed its batch failed",
            "000004 usage.csv failed its batch failed: the spec or a setting is wrong",
            "000005 .csv taken ",
            "000006 empty.csv refused it is empty",
            "000006 open.csv batched ",
            " gone.csv gone it was gone when it was looked for"),
        FileStatus.of(inbox, "flights", 10).stream()
            .map(
                f ->
                    f.batch()
                        + " "
                        + f.uri().substring("s3://in/".length())
                        + " "
                        + f.state().text()
                        + " "
                        + f.reason())
            .sorted(FileStatusTest::goneLast)
            .toList());
    assertEquals(3, FileStatus.of(inbox, "flights", 1).size());
  }

  private static int goneLast(String a, String b) {
    boolean first = a.startsWith(" ");
    return first == b.startsWith(" ") ? a.compareTo(b) : first ? 1 : -1;
  }
}
