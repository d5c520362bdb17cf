package io.sluice.launch.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.Launching;
import io.sluice.launch.Launching.Began;
import io.sluice.launch.Launching.Started;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What holds where it is written down what was submitted, and how it ended: what nobody heard of is
 * found there, and runs once.
 */
interface Listed {
  /** The suite of the way. */
  WayContract its();

  @Test
  default void aRunThatSaidNothingFailedWhateverItsServiceSays() {
    Launching launching = its().launching();
    Started started = launching.start(its().way(), its().order("silent", "exit-0"), () -> {});
    LaunchRecord over = launching.follow(its().way(), started.record(), state -> {});
    assertEquals(Phase.SUCCEEDED, over.end().phase());
    assertEquals(1, over.end().exitCode());
    assertTrue(over.end().cause().contains("left nothing at"), over.end().cause());
  }

  @Test
  default void anotherLauncherAttachesToWhatGoesOn() throws InterruptedException {
    LaunchHandle handle = its().begun("twice");
    its().memory.records.clear();
    Started second = its().launching().start(its().way(), its().order("twice", "sleep"), () -> {});
    assertEquals(Began.ATTACHED, second.began());
    assertEquals(handle.id(), second.record().handle().id());
    assertEquals(handle.more(), second.record().handle().more());
    assertEquals(1, its().submitted("twice"));
    its().way().cancel(second.record().handle());
  }

  @Test
  default void aLauncherThatIsKilledBeforeItKnowsOfItsRunLeavesOneThatIsFound()
      throws InterruptedException {
    LaunchOrder order = its().order("unheard", "sleep");
    Launching first =
        new Launching(new KilledRecords(its().records()), Emulated.HASTY, new SplittableRandom(1));
    assertThrows(KilledRecords.Killed.class, () -> first.start(its().way(), order, () -> {}));
    assertNull(its().records().find("unheard").orElseThrow().handle());
    Started second = its().launching().start(its().way(), order, () -> {});
    assertEquals(Began.ATTACHED, second.began());
    its().assertCancelled(second.record());
    assertEquals(1, its().submitted("unheard"));
  }
}
