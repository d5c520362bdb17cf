package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Events are only wake-ups: doubled, from two sources, and late, they change nothing. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class DoubledEventsIT {
  @Test
  void twentyEventsInParallelAreOneRunAndOneSetOfRows() throws Exception {
    Flow flow = Flow.flow();
    flow.spec(
        "doubled",
        "dataset: doubled\nsource: {path: \""
            + flow.landing("doubled")
            + "/*.csv\", format: csv}\ntarget: {database: flow, table: doubled}\n");
    flow.land("doubled", "a b.csv", RequestBody.fromString("id,name\n1,a\n2,b\n"));
    String bucket = flow.output("LandingBucket");
    String key = flow.output("LandingPrefix") + "doubled/a b.csv";
    String event =
        ObjectEvents.asS3Tells(bucket, key, flow.s3().headObject(b -> b.bucket(bucket).key(key)));
    String logged = ObjectEvents.asCloudTrailTells(bucket, key);
    SqsClient sqs = flow.sqs();
    ExecutorService senders = Executors.newFixedThreadPool(10);
    for (int i = 0; i < 20; i++) {
      String body = i % 4 == 3 ? logged : event;
      senders.execute(
          () -> sqs.sendMessage(b -> b.queueUrl(flow.output("ArrivalsQueue")).messageBody(body)));
    }
    senders.shutdown();
    assertTrue(senders.awaitTermination(Flow.PATIENCE.toMinutes(), TimeUnit.MINUTES));
    flow.awaitOver("doubled", 1);
    // One more, when all is done.
    sqs.sendMessage(b -> b.queueUrl(flow.output("ArrivalsQueue")).messageBody(event));
    flow.awaitQueueEmpty();
    assertEquals(1, flow.awaitOver("doubled", 1).size());
    assertEquals(1, flow.runs("doubled").size());
    assertEquals(
        List.of("id,name", "1,a", "2,b"),
        CommandLineForTests.query(flow.lake(), "SELECT id, name FROM flow.doubled ORDER BY id"));
    assertEquals(1, flow.messages().await("doubled", 1).size());
  }
}
