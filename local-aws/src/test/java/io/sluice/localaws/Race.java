package io.sluice.localaws;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several writers that do the same thing at the same moment. */
final class Race {
  static final int WRITERS = 8;

  private Race() {}

  /** What one writer does; true if it won. */
  @FunctionalInterface
  interface Attempt {
    boolean wins(int writer) throws Exception;
  }

  /** How many of the writers won. */
  static int winners(Attempt attempt) throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      CyclicBarrier start = new CyclicBarrier(WRITERS);
      List<Future<Boolean>> outcomes = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        outcomes.add(
            writers.submit(
                () -> {
                  start.await();
                  return attempt.wins(writer);
                }));
      }
      int winners = 0;
      for (Future<Boolean> outcome : outcomes) {
        winners += outcome.get() ? 1 : 0;
      }
      return winners;
    } finally {
      writers.shutdownNow();
    }
  }
}
