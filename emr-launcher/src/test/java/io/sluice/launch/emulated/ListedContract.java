package io.sluice.launch.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.Launching;
import io.sluice.launch.Launching.Began;
import io.sluice.launch.Launching.Started;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What holds besides, where a service keeps a list of what was submitted and says how it ended:
 * what nobody heard of is found there, and runs once.
 */
abstract class ListedContract extends TroubleContract {
  private static final Duration HOUR = Duration.ofHours(1);

  /** The folder of what runs, in the emulator's state. */
  abstract Path process(LaunchHandle handle);

  @Override
  LaunchWay killed(LaunchHandle handle) throws InterruptedException {
    while (!way().state(handle).phase().over()) {
      Emulated.get().kill(process(handle));
      Thread.sleep(100);
    }
    return way();
  }

  @Test
  void aRunThatSaidNothingFailedWhateverItsServiceSays() {
    Started started = launching().start(way(), order("silent", "exit-0"), () -> {});
    LaunchRecord over = launching().follow(way(), started.record(), state -> {});
    assertEquals(Phase.SUCCEEDED, over.end().phase());
    assertEquals(1, over.end().exitCode());
    assertTrue(over.end().cause().contains("left nothing at"), over.end().cause());
  }

  @Test
  void anotherLauncherAttachesToWhatGoesOn() throws InterruptedException {
    LaunchHandle handle = begun("twice");
    memory.records.clear();
    Started second = launching().start(way(), order("twice", "sleep"), () -> {});
    assertEquals(Began.ATTACHED, second.began());
    assertEquals(handle.id(), second.record().handle().id());
    assertEquals(handle.more(), second.record().handle().more());
    assertEquals(1, submitted("twice"));
    way().cancel(second.record().handle());
  }

  @Test
  void anAnswerThatIsLostIsNotAskedForTwice() {
    fault(start(), "InternalFailure", 500, 1, true);
    Started started = launching().start(way(), order("lost", "exit-0"), () -> {});
    assertEquals(Phase.SUCCEEDED, follow(started.record().handle(), HOUR).phase());
    assertEquals(1, submitted("lost"));
  }

  @Test
  void aRunThatIsOverBeforeItIsLookedForIsFoundToo() {
    LaunchClock patient =
        new LaunchClock() {
          @Override
          public Instant now() {
            return Instant.now();
          }

          @Override
          public void pause(Duration time) throws InterruptedException {
            awaitNothingRuns();
          }
        };
    for (int attempt = 1; attempt <= 2; attempt++) {
      fault(start(), "InternalFailure", 500, 1, true);
      Started started = launching().start(way(patient), order("short", "exit-1"), () -> {});
      assertEquals(Phase.FAILED, follow(started.record().handle(), HOUR).phase());
      assertEquals(attempt, submitted("short"), "the failed one is not taken for the next");
    }
  }

  @Test
  void aLauncherThatIsKilledBeforeItKnowsOfItsRunLeavesOneThatIsFound()
      throws InterruptedException {
    LaunchOrder order = order("unheard", "sleep");
    Launching first =
        new Launching(new KilledRecords(records()), Emulated.HASTY, new SplittableRandom(1));
    assertThrows(KilledRecords.Killed.class, () -> first.start(way(), order, () -> {}));
    assertNull(records().find("unheard").orElseThrow().handle());
    Started second = launching().start(way(), order, () -> {});
    assertEquals(Began.ATTACHED, second.began());
    assertCancelled(second.record());
    assertEquals(1, submitted("unheard"));
  }
}
