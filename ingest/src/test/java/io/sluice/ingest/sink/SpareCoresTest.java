package io.sluice.ingest.sink;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpareCoresTest {
  /** Work that lasts until it is let end. */
  private static final class Work implements Runnable {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Override
    public void run() {
      begun.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private static void await(Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < deadline, "it never holds");
      Thread.sleep(10);
    }
  }

  private static boolean helped(SpareCores cores) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    return cores.offer(done::countDown) && done.await(3, TimeUnit.MINUTES);
  }

  @Test
  void tasksAndHelpersAreNeverMoreThanCores() throws InterruptedException {
    try (SpareCores task = new SpareCores(3)) {
      Work first = new Work();
      Work second = new Work();
      // Helpers of an earlier test may just be giving their places back.
      await(() -> task.offer(first));
      await(() -> task.offer(second));
      assertFalse(task.offer(new Work()));
      first.begun.await();
      second.begun.await();
      assertTrue(task.mayGoOn());
      try (SpareCores another = new SpareCores(3)) {
        assertFalse(task.mayGoOn(), "another task needs the core");
        assertFalse(another.offer(new Work()));
        first.release.countDown();
        await(another::mayGoOn);
        assertFalse(another.offer(new Work()));
      }
      await(() -> task.offer(() -> {}));
      second.release.countDown();
    }
  }

  @Test
  void aTaskWithoutSpareCoresWorksAlone() throws InterruptedException {
    try (SpareCores one = new SpareCores(1)) {
      assertFalse(helped(one));
    }
    try (SpareCores none = new SpareCores(0)) {
      assertFalse(helped(none));
    }
    try (SpareCores two = new SpareCores(2)) {
      await(() -> helped(two));
    }
  }

  @Test
  void whileATaskWaitsForADiskAnotherIsHelped() throws Exception {
    try (SpareCores task = new SpareCores(2);
        SpareCores waiting = new SpareCores(2)) {
      await(() -> !helped(task));
      waiting.whileWaiting(
          () -> {
            try {
              // A helper of an earlier test may just be giving its place back.
              await(() -> helped(task));
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          });
      await(() -> !helped(task));
      IOException full = new IOException("the disk is full");
      assertSame(
          full,
          assertThrows(
              IOException.class,
              () ->
                  waiting.whileWaiting(
                      () -> {
                        throw full;
                      })));
      assertFalse(helped(task));
    }
  }

  @Test
  void threadsEndWhenThereIsNothingToDo() throws InterruptedException {
    try (SpareCores task = new SpareCores(2)) {
      await(() -> helped(task));
    }
    await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("sluice-helper")));
  }
}
