package io.sluice.formats.decompress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.decompress.Prefetch.Pace;
import io.sluice.formats.source.Compressed;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrefetchTest {
  private static final class Square extends Part {
    private final int value;
    private final AtomicInteger discarded;
    private volatile int square = -1;

    Square(int value, AtomicInteger discarded) {
      this.value = value;
      this.discarded = discarded;
    }

    @Override
    boolean pending() {
      return value % 3 != 0;
    }

    @Override
    void work() {
      if (value == 50) {
        throw new IllegalStateException("fifty");
      }
      square = value * value;
    }

    @Override
    void discard() {
      discarded.incrementAndGet();
    }
  }

  private static final class Numbers implements Steps<Square> {
    private final int end;
    private final AtomicInteger discarded = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private int made;

    Numbers(int end) {
      this.end = end;
    }

    @Override
    public Square next() throws IOException {
      if (made == end) {
        throw new IOException("at " + end);
      }
      return new Square(made++, discarded);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @ParameterizedTest
  @EnumSource(Pace.class)
  void partsComeInOrderAndThenTheFailure(Pace pace) throws Exception {
    for (int most = 1; most < 6; most++) {
      Numbers numbers = new Numbers(40);
      try (Prefetch<Square> ahead = Prefetch.of(numbers, pace, most)) {
        for (int i = 0; i < 40; i++) {
          Square number = ahead.take();
          assertEquals(i, number.value);
          assertEquals(i % 3 == 0 ? -1 : i * i, number.square);
        }
        assertEquals("at 40", assertThrows(IOException.class, ahead::take).getMessage());
        assertEquals("at 40", assertThrows(IOException.class, ahead::take).getMessage());
      }
      // The thread that took the last step may be the one that closes them.
      await(() -> numbers.closed.get() == 1);
      assertEquals(0, numbers.discarded.get());
    }
  }

  @ParameterizedTest
  @EnumSource(Pace.class)
  void workThatBreaksIsToldInItsTurn(Pace pace) throws IOException {
    try (Prefetch<Square> ahead = Prefetch.of(new Numbers(100), pace, 4)) {
      for (int i = 0; i < 50; i++) {
        assertEquals(i, ahead.take().value);
      }
      assertThrows(IllegalStateException.class, ahead::take);
    }
  }

  @Test
  void whoLeavesEarlyLeavesNothingAfter() throws Exception {
    for (int round = 0; round < 200; round++) {
      Numbers numbers = new Numbers(100);
      int taken = round % 7;
      try (Prefetch<Square> ahead = Prefetch.of(numbers, Pace.PREFETCH, 5)) {
        for (int i = 0; i < taken; i++) {
          assertEquals(i, ahead.take().value);
        }
      }
      await(() -> numbers.closed.get() == 1 && numbers.discarded.get() == numbers.made - taken);
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < deadline, "it never holds");
      Thread.sleep(10);
    }
  }

  /** Its second step waits to be let go on. */
  private static final class Slow implements Steps<Square> {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger discarded = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private int made;

    @Override
    public Square next() throws IOException {
      if (made == 1) {
        begun.countDown();
        try {
          release.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      return new Square(made++, discarded);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void aReaderThatWaitsCanBeInterruptedAndCloses() throws Exception {
    Slow slow = new Slow();
    AtomicReference<Throwable> seen = new AtomicReference<>();
    AtomicBoolean asked = new AtomicBoolean();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread reader =
        new Thread(
            () -> {
              try (Prefetch<Square> ahead = Prefetch.of(slow, Pace.PREFETCH, 2)) {
                assertEquals(0, ahead.take().value);
                slow.begun.await();
                asked.set(true);
                ahead.take();
              } catch (IOException | InterruptedException e) {
                seen.set(e);
                stillInterrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    reader.start();
    slow.begun.await();
    await(() -> asked.get() && reader.getState() == Thread.State.WAITING);
    reader.interrupt();
    reader.join(180_000);
    assertInstanceOf(InterruptedIOException.class, seen.get());
    assertTrue(stillInterrupted.get());
    assertEquals(0, slow.closed.get());
    slow.release.countDown();
    await(() -> slow.closed.get() == 1 && slow.discarded.get() == 1);
  }

  /** Its work waits to be let go on. */
  private static final class Endless extends Part {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger discarded = new AtomicInteger();

    @Override
    boolean pending() {
      return true;
    }

    @Override
    void work() {
      begun.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    void discard() {
      discarded.incrementAndGet();
    }
  }

  @Test
  void aPartThatIsWaitedForInVainIsFreed() throws Exception {
    Endless part = new Endless();
    Steps<Endless> steps =
        new Steps<>() {
          private boolean made;

          @Override
          public Endless next() {
            Endless next = made ? null : part;
            made = true;
            return next;
          }

          @Override
          public void close() {}
        };
    Prefetch<Endless> ahead = Prefetch.of(steps, Pace.PREFETCH, 2);
    // Another thread than this one comes to do the work.
    while (part.begun.getCount() > 0) {
      ahead.schedule();
      Thread.sleep(1);
    }
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, ahead::take);
    assertTrue(Thread.interrupted());
    ahead.close();
    assertEquals(0, part.discarded.get(), "while it is at work it must not be freed");
    part.release.countDown();
    await(() -> part.discarded.get() == 1);
  }

  @Test
  void aPartWhoseWorkBrokeIsFreed() throws Exception {
    for (Pace pace : Pace.values()) {
      Numbers numbers = new Numbers(51);
      try (Prefetch<Square> ahead = Prefetch.of(numbers, pace, 1)) {
        for (int i = 0; i < 50; i++) {
          ahead.take();
        }
        assertThrows(IllegalStateException.class, ahead::take);
      }
      await(() -> numbers.discarded.get() == 1);
    }
  }

  @Test
  void threadsEndWhenNobodyReads() throws Exception {
    byte[] content = new byte[3_000_000];
    new Random(1).nextBytes(content);
    byte[] one = Compressed.bytes("gzip", content);
    byte[] file = Compressed.concatenated(one, one, one);
    AtomicInteger open = new AtomicInteger();
    for (int i = 0; i < 20; i++) {
      open.incrementAndGet();
      InputStream stored =
          new FilterInputStream(new ByteArrayInputStream(file)) {
            @Override
            public void close() {
              open.decrementAndGet();
            }
          };
      try (Decompressed decompressed =
          Decompression.GZIP.open(stored, file.length, Pace.PREFETCH)) {
        byte[] some = new byte[100_000 * i + 1];
        assertTrue(decompressed.read(some, 0, some.length) > 0);
      }
    }
    await(() -> open.get() == 0);
    await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("sluice-prefetch")));
  }

  @Test
  void aClosedReaderGivesNothing() throws IOException {
    Prefetch<Square> ahead = Prefetch.of(new Numbers(3), Pace.PREFETCH, 2);
    ahead.close();
    ahead.close();
    assertNull(ahead.take());
  }
}
