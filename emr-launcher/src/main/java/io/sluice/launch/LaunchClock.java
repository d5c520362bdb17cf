package io.sluice.launch;

import java.time.Duration;
import java.time.Instant;

/** The time, and waiting; handed in, so that tests need not wait. */
public interface LaunchClock {
  /** The machine's. */
  LaunchClock OF_MACHINE =
      new LaunchClock() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
          Thread.sleep(time.toMillis());
        }
      };

  Instant now();

  void pause(Duration time) throws InterruptedException;

  /** The pause after one in which nothing came of waiting: twice as long, up to the longest. */
  static Duration longer(Duration pause, Duration longest) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(longest) > 0 ? longest : twice;
  }
}
