package io.sluice.parquet;

import io.sluice.formats.read.OtherThread;
import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.page.Page;
import io.sluice.parquet.page.PageCompressor;
import io.sluice.parquet.page.PageFinisher;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Pages on their way into the file, which helpers compress while the writer continues, if there are
 * any. What nobody has begun, the writer compresses itself: when too much waits, when nobody helps,
 * and when it needs the page. Used by one writer's thread.
 */
final class PageCompressionQueue implements Closeable {
  /** So many uncompressed bytes wait at most, so that memory is bounded. */
  private static final long MOST_BYTES = 8L << 20;

  private final Helpers helpers;
  private final Supplier<PageCompressor> compressors;
  private final PageFinisher own;

  // All below is guarded by this.
  private final Deque<Page> waiting = new ArrayDeque<>();
  private final Map<Page, Throwable> failures = new HashMap<>();
  private final Deque<PageFinisher> finishers = new ArrayDeque<>();
  private final Deque<GrowableBytes> free = new ArrayDeque<>();
  private long freeBytes;
  private long pendingBytes;
  private int helping;
  private boolean closed;

  /**
   * @param compressors makes one for each thread that compresses
   */
  PageCompressionQueue(Helpers helpers, Supplier<PageCompressor> compressors) {
    this.helpers = helpers;
    this.compressors = compressors;
    this.own = new PageFinisher(compressors.get());
  }

  /** The writer's own. */
  PageFinisher finisher() {
    return own;
  }

  /** An empty buffer for a page to be assembled in. */
  synchronized GrowableBytes buffer() {
    GrowableBytes buffer = free.poll();
    if (buffer == null) {
      return new GrowableBytes(1 << 16);
    }
    freeBytes -= buffer.capacity();
    buffer.clear();
    return buffer;
  }

  /** Takes a page in, and its buffer; it is compressed now or later. */
  void add(Page page) throws IOException {
    synchronized (this) {
      waiting.add(page);
      pendingBytes += page.bodySize();
    }
    callHelper();
    for (Page next = surplus(); next != null; next = surplus()) {
      compress(next, own);
    }
  }

  /** Calls one more helper, if there is more to do than those at work have before them. */
  private void callHelper() {
    synchronized (this) {
      if (waiting.size() <= helping) {
        return;
      }
      helping++;
    }
    boolean called = false;
    try {
      called = helpers.offer(this::help);
    } catch (OutOfMemoryError e) {
      // No thread can be made, and none is needed. Were it the heap, compressing would fail too.
    } finally {
      if (!called) {
        synchronized (this) {
          helping--;
        }
      }
    }
  }

  /** The next page that the writer should not leave to others; null if there is none. */
  private synchronized Page surplus() {
    return helping == 0 || pendingBytes > MOST_BYTES ? waiting.poll() : null;
  }

  private void help() {
    PageFinisher finisher = null;
    try {
      finisher = takeFinisher();
      for (Page page = next(); page != null; page = next()) {
        compress(page, finisher);
      }
    } finally {
      leave(finisher);
    }
  }

  private Page next() {
    if (!helpers.mayGoOn()) {
      return null;
    }
    synchronized (this) {
      return waiting.poll();
    }
  }

  private PageFinisher takeFinisher() {
    synchronized (this) {
      PageFinisher finisher = finishers.poll();
      if (finisher != null) {
        return finisher;
      }
    }
    return new PageFinisher(compressors.get());
  }

  private void leave(PageFinisher finisher) {
    synchronized (this) {
      helping--;
      if (finisher == null) {
        return;
      }
      if (!closed) {
        finishers.add(finisher);
        return;
      }
    }
    finisher.close();
  }

  /** Compresses a page; a failure is thrown to whoever awaits it. */
  private void compress(Page page, PageFinisher finisher) {
    byte[] compressed = null;
    Throwable thrown = null;
    try {
      compressed = page.compress(finisher);
    } catch (IOException | RuntimeException | Error e) {
      thrown = e;
    }
    synchronized (this) {
      if (thrown != null) {
        failures.put(page, thrown);
      }
      // Here and not before: the writer, who looks for it, must see all that it is made of.
      page.store(compressed);
      pendingBytes -= page.bodySize();
      GrowableBytes buffer = page.releaseUncompressed();
      if (freeBytes + buffer.capacity() <= MOST_BYTES) {
        freeBytes += buffer.capacity();
        free.push(buffer);
      }
      notifyAll();
    }
  }

  /**
   * Whether the page needs no waiting for.
   *
   * @throws IOException what compressing it threw
   */
  synchronized boolean done(Page page) throws IOException {
    OtherThread.throwFailure(failures.get(page));
    return page.stored() != null;
  }

  /**
   * Returns when the page is compressed, and works until then.
   *
   * @throws IOException what compressing it threw; {@link InterruptedIOException} if the caller is
   *     interrupted while it waits
   */
  void await(Page page) throws IOException {
    for (Page next = before(page); next != null; next = before(page)) {
      compress(next, own);
    }
  }

  /** A page to compress while another is not compressed; null once that is. */
  private synchronized Page before(Page awaited) throws IOException {
    try {
      while (!done(awaited)) {
        Page next = waiting.poll();
        if (next != null) {
          return next;
        }
        wait();
      }
      return null;
    } catch (InterruptedException e) {
      throw OtherThread.interrupted("the writing", e);
    }
  }

  /**
   * Drops what waits, and frees native memory. A helper that is compressing a page goes when it is
   * done; nobody waits for it.
   */
  @Override
  public void close() {
    Deque<PageFinisher> idle;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      waiting.clear();
      free.clear();
      idle = new ArrayDeque<>(finishers);
      finishers.clear();
    }
    own.close();
    idle.forEach(PageFinisher::close);
  }
}
