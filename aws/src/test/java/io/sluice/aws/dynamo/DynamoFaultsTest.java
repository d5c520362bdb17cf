package io.sluice.aws.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.FileHistoryEntry;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerFixture;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.RunRecord.State;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** Holders that pause, clocks that differ, answers that get lost, a table that throttles. */
@ExtendWith(LocalAwsForTests.class)
class DynamoFaultsTest extends LedgerFixture {
  private static final LeaseTimes LONG = LeaseTimes.of(Duration.ofSeconds(60));

  /** Never renewed, as if the process were stopped. */
  private static final LeaseTimes PAUSED =
      new LeaseTimes(Duration.ofMillis(700), Duration.ofHours(1));

  private final String name = "faults-" + UUID.randomUUID();
  private final MemoryObjects objects = new MemoryObjects();

  @Override
  protected LakeLocation lake() {
    return new LakeLocation("s3://bucket/" + name);
  }

  @Override
  protected Ledger open() {
    return open(LONG, Clock.systemUTC());
  }

  private DynamoLedger open(LeaseTimes times, Clock clock) {
    return DynamoLedger.open(DynamoClients.CLIENT, name, lake(), objects, times, clock, 100);
  }

  @Test
  void aPausedRunnerLosesItsFilesAndChangesNothingWhenItWakes() {
    try (Ledger paused = open(PAUSED, Clock.systemUTC())) {
      Lease run = paused.begin(start("r1", "flights", TABLE));
      Lease table = paused.leaseTable(TABLE).orElseThrow();
      paused.claim(run, List.of(A1));
      Pauses.sleep(PAUSED.duration().toMillis() + 200);

      begin("r2");
      assertClaim(claim("r2", A1), List.of(A1), List.of(), List.of());
      commit("r2", output("r2-0", A1));
      assertLost(() -> paused.claim(run, List.of(B1)));
      assertLost(() -> paused.record(run, table, manifest(output("r1-0", A1))));
      assertLost(() -> paused.abort(run, NOW, "no", Optional.empty()));
      assertEquals(State.CLAIMED, record("r1").state());
      assertEquals(List.of("r1"), ids(ledger.orphans()));
      assertEquals(List.of(path("r2-0")), livePaths(Kind.DATA));
    }
  }

  @Test
  void aPausedPublisherThatLostItsTableDoesNotCommit() {
    try (Ledger paused = open(PAUSED, Clock.systemUTC())) {
      Lease run = paused.begin(start("r1", "flights", TABLE));
      Lease table = paused.leaseTable(TABLE).orElseThrow();
      paused.claim(run, List.of(A1));
      paused.record(run, table, manifest(output("r1-0", A1)));
      Pauses.sleep(PAUSED.duration().toMillis() + 200);

      Lease adopted = ledger.adopt("r1").orElseThrow();
      assertLost(() -> paused.commit(run, table, NOW));
      Lease newTable = table(TABLE);
      assertTrue(newTable.version() > table.version());
      ledger.commit(adopted, newTable, NOW);
      assertEquals(List.of(path("r1-0")), livePaths(Kind.DATA));
    }
  }

  @Test
  void clocksThatDifferMakeNobodyDead() {
    // Signs of life come soon, and may come late: the machine may be slow.
    LeaseTimes times = new LeaseTimes(Duration.ofSeconds(60), Duration.ofMillis(300));
    try (Ledger holder = open(times, Clock.systemUTC());
        Ledger future = open(times, Clock.offset(Clock.systemUTC(), Duration.ofDays(1)));
        Ledger past = open(times, Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)))) {
      Lease run = holder.begin(start("r1", "flights", TABLE));
      for (Ledger other : List.of(future, past)) {
        assertTrue(other.living("r1"));
        assertEquals(Optional.empty(), other.adopt("r1"));
      }
      holder.giveBack(run);
      assertFalse(past.living("r1"));
      assertTrue(future.adopt("r1").isPresent());
      assertTrue(past.living("r1"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyThirdRequestMayFail(Faults.Fault fault) {
    boolean any = fault.name().endsWith("THOUGH_DONE");
    Faults faults = new Faults(any ? 3 : 2, fault);
    try (DynamoDbClient client = DynamoClients.with(faults);
        Ledger shaky = DynamoLedger.open(client, name, lake(), objects, LONG)) {
      for (int i = 0; i < 4; i++) {
        FileVersion file = new FileVersion(A1.uri(), i, "v" + i);
        Lease run = shaky.begin(start("r" + i, "flights", TABLE));
        assertEquals(List.of(file), shaky.claim(run, List.of(file)).taken());
        Lease table = shaky.leaseTable(TABLE).orElseThrow();
        shaky.record(
            run,
            table,
            removing(i == 0 ? List.of() : List.of(path("o" + (i - 1))), output("o" + i, file)));
        shaky.commit(run, table, NOW);
        shaky.giveBack(table);
      }
      Lease last = shaky.begin(start("r9", "flights", TABLE));
      shaky.claim(last, List.of(B1));
      shaky.abort(last, NOW, "no", Optional.empty());
    }
    assertTrue(faults.faults.get() > 8, faults.faults + " faults");
    assertEquals(List.of(path("o3")), livePaths(Kind.DATA));
    assertEquals(State.ABORTED, record("r9").state());
    assertEquals(4, ledger.history("flights", A1.uri()).size());
    assertEquals(5, ledger.runs(Optional.empty(), Optional.empty(), 9).size());
  }

  @Test
  void whatIsLeftOverOfABatchIsAskedForAgain() {
    List<FileVersion> files =
        IntStream.range(0, 30).mapToObj(i -> new FileVersion("file:/in/" + i, i, "v")).toList();
    Output[] outputs =
        IntStream.range(0, files.size())
            .mapToObj(i -> output("o%02d".formatted(i), files.get(i)))
            .toArray(Output[]::new);
    LeftOvers left = new LeftOvers();
    try (DynamoDbClient client = DynamoClients.with(left);
        Ledger throttled = DynamoLedger.open(client, name, lake(), objects, LONG)) {
      Lease run = throttled.begin(start("r1", "flights", TABLE));
      assertEquals(files, throttled.claim(run, files).fresh());
      Lease table = throttled.leaseTable(TABLE).orElseThrow();
      throttled.record(run, table, manifest(outputs));
      throttled.commit(run, table, NOW);
      throttled.giveBack(table);
      Lease next = throttled.begin(start("r2", "flights", TABLE));
      assertEquals(files, throttled.claim(next, files).done());
      throttled.abort(next, NOW, "no", Optional.empty());
    }
    assertTrue(left.keys.get() > files.size(), left.keys + " keys");
    assertTrue(left.items.get() > files.size() / 2, left.items + " items");
    assertEquals(
        Stream.of(outputs).map(Output::path).toList(),
        livePaths(Kind.DATA).stream().sorted().toList());
  }

  @Test
  void manyVersionsOfAFileFitTheirItems() {
    begin("r1");
    int versions = 2 * FileItem.MOST_VERSIONS + 5;
    for (int i = 0; i < versions; i++) {
      claim("r1", new FileVersion(A1.uri(), i, "v" + i));
    }
    List<FileHistoryEntry> history = ledger.history("flights", A1.uri());
    assertEquals(versions, history.size());
    for (int i = 0; i < versions; i++) {
      assertEquals("v" + i, history.get(i).file().identity());
    }
  }

  @Test
  void anObjectThatWasTamperedWithIsRefused() {
    begin("r1");
    commit("r1", output("r1-0", A1));
    objects.content.replaceAll((key, content) -> new byte[] {'{', '}'});
    assertThrows(IllegalStateException.class, () -> ledger.manifest("r1"));
  }

  @Test
  void aLeaseIsKeptAliveThoughTransactionsAreInTheWay() {
    LeaseTimes times = new LeaseTimes(Duration.ofSeconds(60), Duration.ofMillis(50));
    CountingClock clock = new CountingClock();
    // Every other write finds a transaction on its item: without another attempt at once, two signs
    // of life in four are missed, and now and then all.
    try (DynamoDbClient client = DynamoClients.with(new Faults(2, Faults.Fault.CONFLICT));
        Ledger busy = DynamoLedger.open(client, name, lake(), objects, times, clock, 100)) {
      Lease run = busy.begin(start("r1", "flights", TABLE));
      int before = clock.asked.get();
      long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
      while (clock.asked.get() - before < 20) {
        assertTrue(System.nanoTime() < deadline, () -> clock.asked + " signs of life");
        Pauses.sleep(20);
      }
      // The last may still be on its way.
      int certain = clock.asked.get() - before - 1;
      Map<String, AttributeValue> key = Leases.key(Lease.Kind.RUN, "r1");
      LeaseState lease = LeaseState.of(key, new DynamoTable(DynamoClients.CLIENT, name).find(key));
      assertTrue(lease.beat() >= certain, () -> lease + " after " + certain + " signs of life");
      assertEquals(Optional.empty(), ledger.adopt("r1"));
      assertEquals(List.of(A1), busy.claim(run, List.of(A1)).taken());
    }
  }

  /** Is asked the time once for each sign of life that a lease's holder gives. */
  private static final class CountingClock extends Clock {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      asked.incrementAndGet();
      return Clock.systemUTC().instant();
    }
  }

  @Test
  void aTableWhoseMakerEndedBeforeItsFirstItemIsTakenUp() {
    String half = name + "-half";
    try (Ledger made = DynamoLedger.open(DynamoClients.CLIENT, half, lake(), objects, LONG)) {
      assertEquals(List.of(), made.tables());
    }
    DynamoClients.CLIENT.deleteItem(b -> b.tableName(half).key(Keys.lake("META")));
    assertEquals(
        Optional.empty(),
        DynamoLedger.openExisting(DynamoClients.CLIENT, half, lake(), objects, LONG));
    try (Ledger again = DynamoLedger.open(DynamoClients.CLIENT, half, lake(), objects, LONG)) {
      assertEquals(List.of(), again.tables());
    }
    assertTrue(
        DynamoLedger.openExisting(DynamoClients.CLIENT, half, lake(), objects, LONG).isPresent());
  }

  @Test
  void aTableOfSomethingElseIsRefused() {
    String foreign = name + "-foreign";
    DynamoClients.CLIENT.createTable(
        b ->
            b.tableName(foreign)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder().attributeName("pk").keyType("HASH").build())
                .attributeDefinitions(
                    AttributeDefinition.builder().attributeName("pk").attributeType("S").build()));
    DynamoClients.CLIENT.waiter().waitUntilTableExists(b -> b.tableName(foreign));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> DynamoLedger.open(DynamoClients.CLIENT, foreign, lake(), objects, LONG));
    assertTrue(e.getMessage().contains(foreign), e.getMessage());
  }

  @Test
  void anotherLakesTableIsRefused() {
    LakeLocation other = new LakeLocation("s3://bucket/other");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> DynamoLedger.open(DynamoClients.CLIENT, name, other, objects, LONG));
    assertTrue(e.getMessage().contains(lake().root()), e.getMessage());
  }
}
