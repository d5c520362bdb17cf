package io.sluice.parquet;

import io.sluice.formats.read.OtherThread;
import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.page.Page;
import io.sluice.parquet.page.PageCompressor;
import io.sluice.parquet.page.PageSealer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Pages on their way into the file, which helpers seal while the writer goes on, if there are any.
 * What nobody has begun, the writer seals itself: when too much waits, when nobody helps any more,
 * and when it needs the page. Used by one writer's thread.
 */
final class SealQueue implements Closeable {
  /** So many plain bytes wait at most, so that memory is bounded. */
  private static final long MOST_BYTES = 8L << 20;

  private final Helpers helpers;
  private final Supplier<PageCompressor> compressors;
  private final PageSealer own;

  // All below is guarded by this.
  private final Deque<Page> waiting = new ArrayDeque<>();
  private final Map<Page, Throwable> failures = new HashMap<>();
  private final Deque<PageSealer> sealers = new ArrayDeque<>();
  private final Deque<GrowableBytes> free = new ArrayDeque<>();
  private long freeBytes;
  private long unsealedBytes;
  private int helping;
  private boolean closed;

  /**
   * @param compressors makes one for each thread that seals
   */
  SealQueue(Helpers helpers, Supplier<PageCompressor> compressors) {
    this.helpers = helpers;
    this.compressors = compressors;
    this.own = new PageSealer(compressors.get());
  }

  /** The writer's own. */
  PageSealer sealer() {
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

  /** Takes a page in, and its buffer; it is sealed now or later. */
  void add(Page page) throws IOException {
    synchronized (this) {
      waiting.add(page);
      unsealedBytes += page.plainSize();
    }
    callHelper();
    for (Page next = surplus(); next != null; next = surplus()) {
      seal(next, own);
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
      // No thread can be made, and none is needed. Were it the heap, sealing would tell.
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
    return helping == 0 || unsealedBytes > MOST_BYTES ? waiting.poll() : null;
  }

  private void help() {
    PageSealer sealer = null;
    try {
      sealer = takeSealer();
      for (Page page = next(); page != null; page = next()) {
        seal(page, sealer);
      }
    } finally {
      leave(sealer);
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

  private PageSealer takeSealer() {
    synchronized (this) {
      PageSealer sealer = sealers.poll();
      if (sealer != null) {
        return sealer;
      }
    }
    return new PageSealer(compressors.get());
  }

  private void leave(PageSealer sealer) {
    synchronized (this) {
      helping--;
      if (sealer == null) {
        return;
      }
      if (!closed) {
        sealers.add(sealer);
        return;
      }
    }
    sealer.close();
  }

  /** Seals a page; what goes wrong is told to whoever awaits it. */
  private void seal(Page page, PageSealer sealer) {
    byte[] sealed = null;
    Throwable thrown = null;
    try {
      sealed = page.seal(sealer);
    } catch (IOException | RuntimeException | Error e) {
      thrown = e;
    }
    synchronized (this) {
      if (thrown != null) {
        failures.put(page, thrown);
      }
      // Here and not before: the writer, who looks for it, must see all that it is made of.
      page.store(sealed);
      unsealedBytes -= page.plainSize();
      GrowableBytes buffer = page.releasePlain();
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
   * @throws IOException what sealing it threw
   */
  synchronized boolean done(Page page) throws IOException {
    OtherThread.throwFailure(failures.get(page));
    return page.stored() != null;
  }

  /**
   * Returns when the page is sealed, and works until then.
   *
   * @throws IOException what sealing it threw; {@link InterruptedIOException} if the caller is
   *     interrupted while it waits
   */
  void await(Page page) throws IOException {
    for (Page next = before(page); next != null; next = before(page)) {
      seal(next, own);
    }
  }

  /** A page to seal while another is not sealed; null once that is. */
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
   * Drops what waits, and frees native memory. A helper that is sealing a page goes when it is
   * done; nobody waits for it.
   */
  @Override
  public void close() {
    Deque<PageSealer> idle;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      waiting.clear();
      free.clear();
      idle = new ArrayDeque<>(sealers);
      sealers.clear();
    }
    own.close();
    idle.forEach(PageSealer::close);
  }
}
