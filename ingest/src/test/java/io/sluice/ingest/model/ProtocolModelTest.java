package io.sluice.ingest.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.ingest.model.Explorer.Bounds;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The protocol by which runs publish, in all orders of the steps of two runners that may die, or
 * pause beyond their leases, at any of them. docs/guarantees.md says what follows from it.
 *
 * <p>{@code -Dsluice.model.states=100000000} for searches that take minutes.
 */
class ProtocolModelTest {
  private static final int MOST_STATES = Integer.getInteger("sluice.model.states", 500_000);

  /** What a process breaks that was paused beyond its lease, woke, and died before its end. */
  private static final Set<Promise> OF_PAUSED =
      EnumSet.of(
          Promise.NO_UPLOAD_STAYS_OPEN, Promise.CATALOG_FITS, Promise.ONE_VERSION_IN_A_PARTITION);

  /** Each process ends or dies, and dies only once it is dead: as with locks of one machine. */
  @ParameterizedTest(name = "{0} sources, {1} runs, {2} crashes, {3} changes")
  @CsvSource({
    "1,2,1,1,30000",
    "1,2,2,1,100000",
    "1,3,1,1,500000",
    "2,3,1,1,300000",
    "1,3,2,1,2000000",
    "1,3,1,2,2000000",
    "2,4,1,1,10000000"
  })
  void withoutPausesAllPromisesHold(int sources, int runs, int crashes, int changes, int size) {
    assumeTrue(size <= MOST_STATES, "a longer search");
    Explorer explored = explore(Readers.ASK_THE_LEDGER, sources, runs, crashes, changes);
    assertEquals(Map.of(), explored.broken());
    assertTrue(explored.states() > 1_000, explored.states() + " states");
  }

  /** The same where the catalog's readers list folders, and corrected partitions move. */
  @ParameterizedTest(name = "{0} sources, {1} runs, {2} crashes, {3} changes")
  @CsvSource({
    "1,2,1,1,50000",
    "2,3,1,1,220000",
    "1,2,2,1,600000",
    "1,3,1,1,600000",
    "1,3,2,1,2000000",
    "1,3,1,2,2000000",
    "2,4,1,1,10000000"
  })
  void partitionsMoveInOneStep(int sources, int runs, int crashes, int changes, int size) {
    assumeTrue(size <= MOST_STATES, "a longer search");
    Explorer explored = explore(Readers.LIST_FOLDERS, sources, runs, crashes, changes);
    assertEquals(Map.of(), explored.broken());
    assertTrue(explored.states() > 1_000, explored.states() + " states");
  }

  @ParameterizedTest(name = "{0}, {1} sources, {2} runs, {3} crashes, {4} pauses")
  @CsvSource({
    "ASK_THE_LEDGER,1,2,0,1,50000",
    "ASK_THE_LEDGER,1,2,0,2,200000",
    "ASK_THE_LEDGER,1,2,1,1,200000",
    "ASK_THE_LEDGER,2,3,0,1,200000",
    "LIST_FOLDERS,1,2,0,1,50000",
    "LIST_FOLDERS,1,2,0,2,200000",
    "LIST_FOLDERS,1,2,1,1,600000",
    "LIST_FOLDERS,2,3,0,1,600000",
    "ASK_THE_LEDGER,1,3,1,1,4000000",
    "ASK_THE_LEDGER,1,3,0,2,4000000"
  })
  void withPausesTheTableIsRightAllTheSame(
      Readers readers, int sources, int runs, int crashes, int pauses, int size) {
    assumeTrue(size <= MOST_STATES, "a longer search");
    Explorer explored = explore(Fault.NONE, readers, sources, new Bounds(runs, crashes, pauses, 1));
    Set<Promise> broken = EnumSet.noneOf(Promise.class);
    broken.addAll(explored.broken().keySet());
    broken.removeAll(OF_PAUSED);
    assertEquals(Set.of(), broken, () -> explored.broken().toString());
  }

  /** The model sees what it is to see: each mistake breaks a promise. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void plantedFaultsAreFound(Fault fault) {
    Explorer explored =
        explore(
            fault,
            fault.readers(),
            fault.sources(),
            new Bounds(3 - fault.pauses(), 1 - fault.pauses(), fault.pauses(), 1));
    Set<Promise> found = EnumSet.allOf(Promise.class);
    if (fault.pauses() > 0) {
      found.removeAll(OF_PAUSED);
    }
    found.retainAll(explored.broken().keySet());
    assertFalse(found.isEmpty(), explored.states() + " states");
  }

  private static Explorer explore(
      Readers readers, int sources, int runs, int crashes, int changes) {
    return explore(Fault.NONE, readers, sources, new Bounds(runs, crashes, 0, changes));
  }

  private static Explorer explore(Fault fault, Readers readers, int sources, Bounds bounds) {
    Set<Promise> enough = EnumSet.allOf(Promise.class);
    if (bounds.pauses() > 0) {
      enough.removeAll(OF_PAUSED);
    }
    return new Explorer(fault, readers, sources).explore(bounds, enough);
  }
}
