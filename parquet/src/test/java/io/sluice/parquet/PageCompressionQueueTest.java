package io.sluice.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.page.Page;
import io.sluice.parquet.page.PageCompressor;
import io.sluice.parquet.stats.PageRange;
import io.sluice.spec.TargetSpec.Compression;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.junit.jupiter.api.Test;

class PageCompressionQueueTest {
  private static Page page(PageCompressionQueue queue, Random random, int bytes) {
    GrowableBytes uncompressed = queue.buffer();
    for (int i = 0; i < bytes; i++) {
      uncompressed.write(random.nextInt(6));
    }
    return Page.data(uncompressed, Encoding.PLAIN, bytes, bytes, 0, new PageRange());
  }

  private static List<byte[]> compressed(Helpers helpers, long seed) throws IOException {
    Random random = new Random(seed);
    List<Page> pages = new ArrayList<>();
    try (PageCompressionQueue queue =
        new PageCompressionQueue(helpers, () -> PageCompressor.of(Compression.ZSTD, 1))) {
      for (int i = 0; i < 60; i++) {
        Page page = page(queue, random, 1 + random.nextInt(random.nextInt(9) == 0 ? 900_000 : 999));
        queue.add(page);
        pages.add(page);
        if (random.nextInt(9) == 0) {
          queue.await(pages.get(random.nextInt(pages.size())));
        }
      }
      for (Page page : pages) {
        queue.await(page);
      }
    }
    return pages.stream().map(Page::stored).toList();
  }

  @Test
  void pagesAreTheSameWhoeverCompressesThem() throws Exception {
    int taken = 0;
    // How often help comes is the scheduler's affair: on, until it has come often.
    for (int seed = 0; seed < 10 || taken <= 100; seed++) {
      List<byte[]> expected = compressed(Helpers.NONE, seed);
      TestHelpers helpers = new TestHelpers(seed);
      List<byte[]> found = compressed(helpers, seed);
      for (int i = 0; i < expected.size(); i++) {
        assertArrayEquals(expected.get(i), found.get(i), "seed " + seed + ", page " + i);
      }
      taken += helpers.taken();
      assertTrue(seed < 200, "help came " + taken + " times");
      helpers.awaitEnd();
    }
  }

  /** One helper, which comes at once. */
  private static final class One implements Helpers {
    private Thread thread;

    @Override
    public boolean offer(Runnable work) {
      thread = new Thread(work);
      thread.start();
      return true;
    }

    @Override
    public boolean mayGoOn() {
      return true;
    }
  }

  /** Codecs which, in a helper's hands, wait to be let go on, and then break. */
  private static final class Codecs {
    private final Thread writer = Thread.currentThread();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger open = new AtomicInteger();
    private final Error broken = new OutOfMemoryError("no room to compress in");

    PageCompressor make() {
      open.incrementAndGet();
      return new PageCompressor() {
        @Override
        public CompressionCodec codec() {
          return CompressionCodec.UNCOMPRESSED;
        }

        @Override
        public void compress(GrowableBytes from, GrowableBytes to) throws IOException {
          to.clear();
          to.write(from);
          if (Thread.currentThread() != writer) {
            begun.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            throw broken;
          }
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }
  }

  @Test
  void aHelpersFailureIsToldToWhoeverAwaitsThePage() throws Exception {
    Codecs codecs = new Codecs();
    One helper = new One();
    try (PageCompressionQueue queue = new PageCompressionQueue(helper, codecs::make)) {
      Page first = page(queue, new Random(1), 100);
      queue.add(first);
      codecs.begun.await();
      codecs.release.countDown();
      assertSame(codecs.broken, assertThrows(Error.class, () -> queue.await(first)));
      assertSame(codecs.broken, assertThrows(Error.class, () -> queue.done(first)));
    }
    helper.thread.join();
    assertEquals(0, codecs.open.get());
  }

  @Test
  void whileAHelperIsSlowTheWriterCompressesTheRest() throws Exception {
    Codecs codecs = new Codecs();
    One helper = new One();
    try (PageCompressionQueue queue = new PageCompressionQueue(helper, codecs::make)) {
      queue.add(page(queue, new Random(1), 100));
      codecs.begun.await();
      Page second = page(queue, new Random(2), 100);
      queue.add(second);
      queue.await(second);
      assertTrue(second.stored().length > 100);
      codecs.release.countDown();
    }
    helper.thread.join();
  }

  @Test
  void aWriterThatWaitsCanBeInterrupted() throws Exception {
    Codecs codecs = new Codecs();
    One helper = new One();
    try (PageCompressionQueue queue = new PageCompressionQueue(helper, codecs::make)) {
      Page page = page(queue, new Random(1), 100);
      queue.add(page);
      codecs.begun.await();
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, () -> queue.await(page));
      assertTrue(Thread.interrupted());
      codecs.release.countDown();
    }
    helper.thread.join();
  }

  @Test
  void closingWaitsForNobodyAndFreesEverything() throws Exception {
    Codecs codecs = new Codecs();
    One helper = new One();
    PageCompressionQueue queue = new PageCompressionQueue(helper, codecs::make);
    queue.add(page(queue, new Random(1), 100));
    codecs.begun.await();
    queue.add(page(queue, new Random(2), 100));
    queue.close();
    queue.close();
    assertEquals(1, codecs.open.get());
    codecs.release.countDown();
    helper.thread.join();
    assertEquals(0, codecs.open.get());
  }

  /** The writer asks under the queue's lock, so only what is stored under it is seen in whole. */
  @Test
  void aHelperStoresAPageUnderTheQueuesLock() throws Exception {
    One helper = new One();
    try (PageCompressionQueue queue =
        new PageCompressionQueue(helper, () -> PageCompressor.of(Compression.ZSTD, 1))) {
      Page page = page(queue, new Random(1), 100);
      synchronized (queue) {
        queue.add(page);
        while (helper.thread.getState() != Thread.State.BLOCKED) {
          Thread.onSpinWait();
        }
        assertNull(page.stored());
      }
      queue.await(page);
      assertTrue(page.stored().length > 0);
    }
    helper.thread.join();
  }

  @Test
  void whereNoThreadCanBeMadeTheWriterGoesOnAlone() throws Exception {
    Helpers none =
        new Helpers() {
          @Override
          public boolean offer(Runnable work) {
            throw new OutOfMemoryError("unable to create native thread");
          }

          @Override
          public boolean mayGoOn() {
            return true;
          }
        };
    List<byte[]> expected = compressed(Helpers.NONE, 1);
    List<byte[]> found = compressed(none, 1);
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i), "page " + i);
    }
  }

  @Test
  void waitingPagesTakeBoundedMemory() throws Exception {
    Codecs codecs = new Codecs();
    One helper = new One();
    try (PageCompressionQueue queue = new PageCompressionQueue(helper, codecs::make)) {
      List<Page> pages = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        pages.add(page(queue, new Random(i), 1 << 20));
        queue.add(pages.get(i));
      }
      codecs.begun.await();
      int waiting = 0;
      for (Page page : pages) {
        waiting += page.stored() == null ? 1 : 0;
      }
      assertTrue(waiting <= 8, waiting + " MiB wait");
      codecs.release.countDown();
    }
    helper.thread.join();
  }
}
