package io.sluice.ingest.read;

import io.sluice.formats.inspect.SeriesInspector;
import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.FileVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Small files as they were read while a run was planned, for the tasks of the same process: each is
 * opened once, which on S3 is one request in place of three, and on a disk half of what a tiny file
 * costs. What is kept was read as listed, with every check that its storage makes; whether it
 * changed since is found out before anything is published, as of every other file. Thread-safe.
 */
public final class KeptFiles {
  /** Keeps nothing: for tasks that run elsewhere. */
  public static final KeptFiles NONE = new KeptFiles(0);

  /** Larger files are read in pieces, and an inspection does not see them whole. */
  private static final int MOST_BYTES = SeriesInspector.MOST_BYTES;

  /** Of the heap: less than what one task may use. */
  private static final int SHARE = 32;

  private static final long MOST_IN_ALL = 32L << 20;

  /** What a file takes besides its bytes. */
  private static final int OVERHEAD = 256;

  private final Map<Key, byte[]> kept = new ConcurrentHashMap<>();
  private final AtomicLong room;

  /** A version of a file. */
  private record Key(String uri, long size, String identity) {}

  /**
   * @param room bytes that may be kept at a time
   */
  KeptFiles(long room) {
    this.room = new AtomicLong(room);
  }

  /**
   * As many as a small part of the heap has room for; the others are read again.
   *
   * @param heap in bytes
   */
  public static KeptFiles within(long heap) {
    return new KeptFiles(Math.min(MOST_IN_ALL, heap / SHARE));
  }

  /**
   * A listed file for whoever plans: if it is small and there is room, the first look at it reads
   * all of it, and later ones find it here.
   *
   * @throws IOException if it is gone or may not be read
   */
  public ObjectSource keep(Storages storages, FileVersion file) throws IOException {
    Key key = new Key(file.uri(), file.size(), file.identity());
    byte[] content = kept.get(key);
    if (content != null) {
      return new Content(key, content);
    }
    ObjectSource source = storages.source(file.uri(), file.size(), file.identity());
    return file.size() > 0 && file.size() <= MOST_BYTES ? new Keeping(source, key) : source;
  }

  /**
   * The same file for who reads it for good, and so for the last time: it is not kept any longer.
   *
   * @throws IOException if it was not kept, and is gone or may not be read
   */
  public ObjectSource take(Storages storages, String uri, long size, String identity)
      throws IOException {
    Key key = new Key(uri, size, identity);
    byte[] content = remove(key);
    return content == null ? storages.source(uri, size, identity) : new Content(key, content);
  }

  /** Keeps nothing of what was kept: a run reads what it has listed itself. */
  public void forget() {
    List.copyOf(kept.keySet()).forEach(this::remove);
  }

  /** What was kept of a file, or null; there is room again for others. */
  private byte[] remove(Key key) {
    byte[] content = kept.remove(key);
    if (content != null) {
      release(key.size());
    }
    return content;
  }

  private boolean reserve(long bytes) {
    long cost = bytes + OVERHEAD;
    if (room.addAndGet(-cost) >= 0) {
      return true;
    }
    room.addAndGet(cost);
    return false;
  }

  private void release(long bytes) {
    room.addAndGet(bytes + OVERHEAD);
  }

  /** A small file that nobody has read yet. */
  private final class Keeping implements ObjectSource {
    private final ObjectSource source;
    private final Key key;

    Keeping(ObjectSource source, Key key) {
      this.source = source;
      this.key = key;
    }

    @Override
    public String uri() {
      return source.uri();
    }

    @Override
    public long size() {
      return source.size();
    }

    @Override
    public InputStream open(long offset) throws IOException {
      byte[] content = kept.get(key);
      if (content == null && reserve(key.size())) {
        content = whole();
      }
      return content == null ? source.open(offset) : from(content, offset);
    }

    private byte[] whole() throws IOException {
      boolean done = false;
      try (InputStream in = source.open(0)) {
        byte[] content = in.readNBytes((int) key.size());
        done = kept.putIfAbsent(key, content) == null;
        return content;
      } finally {
        if (!done) {
          release(key.size());
        }
      }
    }
  }

  /** A file's bytes. */
  private static final class Content implements ObjectSource {
    private final Key key;
    private final byte[] bytes;

    Content(Key key, byte[] bytes) {
      this.key = key;
      this.bytes = bytes;
    }

    @Override
    public String uri() {
      return key.uri();
    }

    /** As listed, as of every source. */
    @Override
    public long size() {
      return key.size();
    }

    @Override
    public InputStream open(long offset) {
      return from(bytes, offset);
    }
  }

  private static InputStream from(byte[] content, long offset) {
    int start = (int) Math.min(offset, content.length);
    return new ByteArrayInputStream(content, start, content.length - start);
  }
}
