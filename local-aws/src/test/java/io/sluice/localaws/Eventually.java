package io.sluice.localaws;

import java.time.Duration;

/** What becomes true after a while. */
final class Eventually {
  private Eventually() {}

  /** What may fail. */
  interface Check {
    void run() throws Exception;
  }

  /** Tries it until it holds; the last failure is the test's. */
  static void within(Duration time, Check check) throws Exception {
    long deadline = System.nanoTime() + time.toNanos();
    while (true) {
      try {
        check.run();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        Thread.sleep(200);
      }
    }
  }
}
