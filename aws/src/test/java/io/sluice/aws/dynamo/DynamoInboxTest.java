package io.sluice.aws.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.Batch.State;
import io.sluice.aws.arrival.Gone;
import io.sluice.aws.arrival.Inbox;
import io.sluice.aws.arrival.Tally;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(LocalAwsForTests.class)
class DynamoInboxTest {
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");

  private final String table = "inbox-" + UUID.randomUUID();
  private final LakeLocation lake = new LakeLocation("s3://bucket/" + table);
  private final MemoryObjects objects = new MemoryObjects();
  private Inbox inbox;

  @BeforeEach
  void makeTheTable() {
    DynamoLedger.open(
            DynamoClients.CLIENT, table, lake, objects, LeaseTimes.of(Duration.ofSeconds(60)))
        .close();
    inbox = open(DynamoClients.CLIENT);
  }

  private Inbox open(DynamoDbClient client) {
    return DynamoInbox.open(client, table, lake, objects);
  }

  private static Arrival arrival(int file) {
    return arrival("flights", file, "v1");
  }

  private static Arrival arrival(String dataset, int file, String version) {
    return new Arrival(
        dataset, "s3://in/" + file + ".csv", version, version, "e" + file, 100, NOW, "");
  }

  @Test
  void theFirstOpensABatchAndOthersJoinIt() {
    Batch first = inbox.join(arrival(1), NOW);
    Batch second = inbox.join(arrival(2), NOW.plusSeconds(5));
    assertEquals(1, first.number());
    assertEquals("000001", first.name());
    assertEquals(State.OPEN, second.state());
    assertEquals(NOW, second.openedAt());
    assertEquals(1, second.number());
    assertEquals(new Tally(2, 200), inbox.tally("flights", 1));
    assertEquals(List.of("flights"), inbox.datasets());
  }

  @Test
  void datasetsHaveBatchesOfTheirOwn() {
    inbox.join(arrival("flights", 1, "v1"), NOW);
    assertEquals(1, inbox.join(arrival("weather", 1, "v1"), NOW).number());
    assertEquals(1, inbox.tally("flights", 1).count());
    assertEquals(List.of("flights", "weather"), inbox.datasets());
  }

  @Test
  void whatIsKnownStaysWhereItIs() {
    inbox.join(arrival(1), NOW);
    assertEquals(State.SEALED, inbox.close("flights", 1).state());
    Batch again = inbox.join(arrival(1), NOW);
    assertEquals(1, again.number());
    assertEquals(State.SEALED, again.state());
    assertEquals(1, inbox.batches("flights", 10).size(), "it opens no batch");
    assertEquals(2, inbox.join(arrival("flights", 1, "v2"), NOW).number(), "another version does");
  }

  @Test
  void aBatchIsClosedOnceAndKeepsWhatIsInIt() {
    inbox.join(arrival(1), NOW);
    inbox.join(arrival(2).refusedFor("it is empty"), NOW);
    Batch closed = inbox.close("flights", 1);
    assertEquals(2, closed.sealed().orElseThrow().count());
    assertEquals(100, closed.sealed().orElseThrow().bytes());
    assertEquals(closed, inbox.close("flights", 1));
    assertEquals(2, inbox.join(arrival(3), NOW).number());
    assertEquals(List.of(arrival(1), arrival(2).refusedFor("it is empty")), inbox.arrivals(closed));
  }

  /** The step between its two writes is where a process may die. */
  @Test
  void anArrivalThatWasOnlyWrittenDownIsPutIntoItsBatch() {
    inbox.join(arrival(1), NOW);
    DynamoTable items = new DynamoTable(DynamoClients.CLIENT, table);
    assertTrue(items.putNew(ArrivalItems.arrival(arrival(2), 1)));
    assertEquals(1, inbox.tally("flights", 1).count());
    assertEquals(1, inbox.join(arrival(2), NOW).number());
    assertEquals(2, inbox.tally("flights", 1).count());
  }

  @Test
  void anArrivalThatWasOnlyWrittenDownGoesOnIfItsBatchIsClosed() {
    inbox.join(arrival(1), NOW);
    DynamoTable items = new DynamoTable(DynamoClients.CLIENT, table);
    assertTrue(items.putNew(ArrivalItems.arrival(arrival(2), 1)));
    inbox.close("flights", 1);
    assertEquals(2, inbox.join(arrival(2), NOW).number());
    assertEquals(2, inbox.join(arrival(2), NOW).number());
    assertEquals(1, inbox.tally("flights", 2).count());
  }

  @Test
  void whoFindsABatchHalfClosedClosesIt() {
    inbox.join(arrival(1), NOW);
    DynamoTable items = new DynamoTable(DynamoClients.CLIENT, table);
    assertTrue(
        items.change(
            new Change(
                Keys.batch("flights", 1),
                "SET batch_state = :closing",
                "batch_state = :open",
                Map.of(
                    ":closing", Items.s(State.CLOSING.name()),
                    ":open", Items.s(State.OPEN.name())))));
    assertEquals(2, inbox.join(arrival(2), NOW).number());
    assertEquals(State.SEALED, inbox.join(arrival(1), NOW).state());
  }

  @Test
  void anOutcomeIsWrittenDownAndACommitStays() {
    inbox.join(arrival(1), NOW);
    inbox.over("flights", 1, "failed", NOW);
    assertEquals(State.OPEN, inbox.batch("flights", 1).orElseThrow().state(), "it is not closed");
    inbox.close("flights", 1);
    inbox.over("flights", 1, "failed", NOW);
    assertEquals("failed", inbox.batch("flights", 1).orElseThrow().outcome());
    inbox.over("flights", 1, "committed", NOW);
    inbox.over("flights", 1, "failed", NOW);
    Batch over = inbox.batch("flights", 1).orElseThrow();
    assertEquals("committed", over.outcome());
    assertEquals(State.OVER, over.state());
    assertEquals(State.OVER, inbox.close("flights", 1).state());
  }

  @Test
  void theFirstReasonOfARefusalStays() {
    inbox.join(arrival(1), NOW);
    Batch closed = inbox.close("flights", 1);
    inbox.refuse(1, List.of(arrival(1).refusedFor("it is a picture")));
    inbox.refuse(1, List.of(arrival(1).refusedFor("something else"), arrival(7).refusedFor("x")));
    inbox.join(arrival(1), NOW);
    assertEquals(List.of(arrival(1).refusedFor("it is a picture")), inbox.arrivals(closed));
  }

  @Test
  void startsAreCountedUpwards() {
    inbox.join(arrival(1), NOW);
    inbox.started("flights", 1, 2);
    inbox.started("flights", 1, 1);
    assertEquals(2, inbox.batch("flights", 1).orElseThrow().started());
  }

  @Test
  void whatWasGoneIsWrittenDown() {
    Gone gone = new Gone("flights", "s3://in/x.csv", "v1", NOW);
    inbox.gone(gone);
    inbox.gone(gone);
    assertEquals(List.of(gone), inbox.gone("flights"));
    assertTrue(inbox.batches("flights", 1).isEmpty());
  }

  @Test
  void keysAsLongAsS3TakesThem() {
    String korean = "가".repeat(341);
    Arrival longest =
        new Arrival("flights", "s3://in/" + korean, "v".repeat(1024), "v", "e", 1, NOW, "x");
    Arrival other =
        new Arrival("flights", "s3://in/" + korean + "a", "v".repeat(1024), "v", "e", 1, NOW, "x");
    inbox.join(longest, NOW);
    inbox.join(other, NOW);
    assertEquals(List.of(longest, other), inbox.arrivals(inbox.close("flights", 1)));
  }

  @Test
  void aTableThatIsNotThereIsSaidToBe() {
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> DynamoInbox.open(DynamoClients.CLIENT, "no-" + table, lake, objects));
    assertTrue(failure.getMessage().contains("sluice init"), failure.getMessage());
  }

  @Test
  void anObjectIsKnownAsAListingShowsItOnceItIsInABatch() {
    Arrival arrival = arrival(1);
    assertFalse(inbox.knows("flights", arrival.uri(), arrival.etag(), arrival.modified()));
    Batch unused = inbox.join(arrival, NOW);
    assertTrue(inbox.knows("flights", arrival.uri(), arrival.etag(), arrival.modified()));
    assertFalse(inbox.knows("weather", arrival.uri(), arrival.etag(), arrival.modified()));
    assertFalse(inbox.knows("flights", arrival.uri(), "other", arrival.modified()));
    assertFalse(
        inbox.knows("flights", arrival.uri(), arrival.etag(), arrival.modified().plusSeconds(1)));
  }

  @Test
  void batchesBeforeOneAreTheNewestOfThem() {
    for (int i = 1; i <= 4; i++) {
      Batch unused = inbox.join(arrival(i), NOW);
      Batch closed = inbox.close("flights", i);
      assertEquals(i, closed.number());
    }
    assertEquals(
        List.of(2L, 1L),
        inbox.batchesBefore("flights", 3, 10).stream().map(Batch::number).toList());
    assertEquals(
        List.of(3L), inbox.batchesBefore("flights", 4, 1).stream().map(Batch::number).toList());
  }

  @Test
  void arrivalsInABurstMeetOnNoItem() throws Exception {
    Faults requests = new Faults(0, Faults.Fault.CONFLICT);
    Inbox counted = open(DynamoClients.with(requests));
    counted.join(arrival(0), NOW);
    requests.requests.set(0);
    List<Callable<Batch>> joins = new ArrayList<>();
    for (int i = 1; i < 200; i++) {
      Arrival arrival = arrival(i);
      joins.add(() -> counted.join(arrival, NOW));
      if (i % 10 == 0) {
        joins.add(() -> counted.join(arrival, NOW));
      }
    }
    Collections.shuffle(joins, new Random(4));
    all(joins);
    // Batch, arrival, member, batch, arrival; a double looks up its arrival too. Nothing was tried
    // again.
    assertTrue(requests.requests.get() <= 5 * 218 + 19, requests.requests + " requests");
    Batch closed = inbox.close("flights", 1);
    assertEquals(200, closed.sealed().orElseThrow().count());
    assertEquals(1, inbox.batches("flights", 10).size());
  }

  /** Joining, closing and joining again, against each other: each arrival is in one batch. */
  @ParameterizedTest
  @ValueSource(longs = {1, 3})
  void closingAgainstJoining(long seed) throws Exception {
    Random random = new Random(seed);
    // Every twentieth answer is lost in the last round: what was done is done again.
    DynamoDbClient client =
        seed == 3
            ? DynamoClients.with(new Faults(20, Faults.Fault.SERVER_ERROR_THOUGH_DONE))
            : DynamoClients.CLIENT;
    int files = 40;
    List<Callable<Batch>> steps = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      Arrival arrival = arrival(i);
      for (int copy = 0; copy <= random.nextInt(3); copy++) {
        steps.add(() -> open(client).join(arrival, NOW));
      }
    }
    for (int i = 0; i < 12; i++) {
      steps.add(() -> closeTheNewest(client));
    }
    Collections.shuffle(steps, random);
    all(steps);
    Map<String, Integer> batches = new HashMap<>();
    for (Batch batch : inbox.batches("flights", 1_000)) {
      for (Arrival arrival : inbox.arrivals(inbox.close("flights", batch.number()))) {
        batches.merge(arrival.uri(), 1, Integer::sum);
      }
    }
    assertEquals(files, batches.size(), "every file is in a batch");
    assertTrue(batches.values().stream().allMatch(n -> n == 1), "and in one: " + batches);
    // Where each was said to be is where it is.
    for (int i = 0; i < files; i++) {
      Batch said = inbox.join(arrival(i), NOW);
      assertTrue(inbox.arrivals(said).contains(arrival(i)));
    }
  }

  private Batch closeTheNewest(DynamoDbClient client) throws InterruptedException {
    Thread.sleep(ThreadLocalRandom.current().nextInt(30));
    List<Batch> newest = inbox.batches("flights", 1);
    return newest.isEmpty() ? null : open(client).close("flights", newest.get(0).number());
  }

  private static void all(List<Callable<Batch>> steps) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (Future<Batch> done : threads.invokeAll(steps)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
