package io.sluice.aws.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerFixture;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord.State;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runners whose clocks jump by hours, forward and back, while they hold leases or want them: of
 * several that want one, one gets it, and who lost it changes nothing.
 */
@ExtendWith(LocalAwsForTests.class)
class JumpingClocksTest extends LedgerFixture {
  /** Signs of life come soon, and may come late: the machine may be slow. */
  private static final LeaseTimes LIVING =
      new LeaseTimes(Duration.ofSeconds(60), Duration.ofMillis(200));

  /** Never renewed, as if the process were stopped. */
  private static final LeaseTimes PAUSED =
      new LeaseTimes(Duration.ofMillis(700), Duration.ofHours(1));

  private final String name = "jumping-" + UUID.randomUUID();
  private final MemoryObjects objects = new MemoryObjects();
  private final JumpingClock first = new JumpingClock();
  private final JumpingClock second = new JumpingClock();

  @Override
  protected LakeLocation lake() {
    return new LakeLocation("s3://bucket/" + name);
  }

  /** The test's first ledger looks on; its clock is right. */
  @Override
  protected Ledger open() {
    return open(LIVING, new JumpingClock());
  }

  private DynamoLedger open(LeaseTimes times, JumpingClock clock) {
    return DynamoLedger.open(DynamoClients.CLIENT, name, lake(), objects, times, clock, 100);
  }

  /** It goes on to its commit, whichever clock jumps where between its steps. */
  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void whoLivesKeepsItsLeases(int hours) {
    try (Ledger holder = open(LIVING, first);
        Ledger other = open(LIVING, second)) {
      Lease run = holder.begin(start("r1", "flights", TABLE));
      Lease table = holder.leaseTable(TABLE).orElseThrow();
      assertRefused(other);
      first.jump(Duration.ofHours(hours));
      assertRefused(other);
      assertEquals(List.of(A1), holder.claim(run, List.of(A1)).fresh());
      second.jump(Duration.ofHours(hours));
      assertRefused(other);
      first.jump(Duration.ofHours(-hours));
      assertRefused(other);
      holder.record(run, table, manifest(output("r1-0", A1)));
      second.jump(Duration.ofHours(-hours));
      assertRefused(other);
      // Nor is it dead for who sees it for the first time.
      try (Ledger third = open(LIVING, second)) {
        first.jump(Duration.ofHours(2L * hours));
        assertRefused(third);
        assertEquals(List.of(), third.orphans());
      }
      holder.commit(run, table, NOW);
      assertEquals(List.of(path("r1-0")), livePaths(Kind.DATA));
    }
  }

  private static void assertRefused(Ledger ledger) {
    assertEquals(Optional.empty(), ledger.leaseTable(TABLE));
    assertEquals(Optional.empty(), ledger.adopt("r1"));
  }

  /** What it wrote of its time lies an hour ahead or ago: it is dead all the same. */
  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void whoPausedIsFollowedByOneAndChangesNothing(int hours) throws Exception {
    first.jump(Duration.ofHours(hours));
    try (Ledger paused = open(PAUSED, first);
        Ledger one = open(LIVING, second);
        Ledger two = open(LIVING, new JumpingClock())) {
      Lease run = paused.begin(start("r1", "flights", TABLE));
      Lease table = paused.leaseTable(TABLE).orElseThrow();
      paused.claim(run, List.of(A1));
      paused.record(run, table, manifest(output("r1-0", A1)));
      Pauses.sleep(PAUSED.duration().toMillis() + 200);
      second.jump(Duration.ofHours(-hours));

      Won runs = of(one, two, ledger -> ledger.adopt("r1"));
      Won tables = of(one, two, ledger -> ledger.leaseTable(TABLE));
      first.jump(Duration.ofHours(-hours));
      assertLost(() -> paused.commit(run, table, NOW));
      assertLost(() -> paused.abort(run, NOW, "no", Optional.empty()));
      assertEquals(State.RECORDED, record("r1").state());
      // Each lease has one holder, which may be one and the other: neither can commit with both.
      tables.by().giveBack(tables.lease());
      second.jump(Duration.ofHours(hours));
      Lease newTable = runs.by().leaseTable(TABLE).orElseThrow();
      assertTrue(newTable.version() > table.version() && runs.lease().version() > run.version());
      runs.by().commit(runs.lease(), newTable, NOW);
      assertLost(() -> paused.claim(run, List.of(B1)));
      assertEquals(List.of(path("r1-0")), livePaths(Kind.DATA));
    }
  }

  private record Won(Ledger by, Lease lease) {}

  private interface Wish {
    Optional<Lease> of(Ledger ledger);
  }

  /** Both want it at once: who got it. */
  private static Won of(Ledger one, Ledger two, Wish wish) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Callable<Optional<Lease>> other = () -> wish.of(two);
      Future<Optional<Lease>> second = pool.submit(other);
      Optional<Lease> first = wish.of(one);
      assertTrue(first.isPresent() != second.get().isPresent(), first + " " + second.get());
      return first.isPresent()
          ? new Won(one, first.get())
          : new Won(two, second.get().orElseThrow());
    } finally {
      pool.shutdownNow();
    }
  }
}
