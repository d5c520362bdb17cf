package io.sluice.localaws;

import java.time.Duration;

/** What becomes true after a while. */
final class Eventually {
  /** Far longer than anything takes: only against waiting for ever. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Eventually() {}

  /** What may fail. */
  interface Check {
    void run() throws Exception;
  }

  /** Tries it until it holds; the last failure is the test's. */
  static void holds(Check check) throws Exception {
    long deadline = System.nanoTime() + LONGEST.toNanos();
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
