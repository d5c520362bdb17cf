package io.sluice.launch.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.Launching.Started;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What holds besides, where a service on AWS keeps a list of what was submitted. */
abstract class ListedContract extends TroubleContract implements Listed {
  private static final Duration HOUR = Duration.ofHours(1);

  @Override
  public WayContract its() {
    return this;
  }

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
}
