package io.sluice.ingest.testing;

import io.sluice.formats.read.UnreadableException;
import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.store.Storages;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Storages some of whose source files cannot be read, or only at first, or not to their end. */
public final class FailingSources extends ForwardingStorages {
  private static final long serialVersionUID = 1;

  private final Map<String, Failing> failing = new ConcurrentHashMap<>();

  public FailingSources(Storages storages) {
    super(storages);
  }

  private record Failing(AtomicInteger goodOpens, int goodBytes) {}

  /**
   * Has all files fail whose name ends so.
   *
   * @param goodOpens how often each may be opened and read before
   * @param goodBytes how many bytes there are then
   */
  public FailingSources on(String end, int goodOpens, int goodBytes) {
    failing.put(end, new Failing(new AtomicInteger(goodOpens), goodBytes));
    return this;
  }

  /** Another runner, over these. */
  public TaskRunner runner(TaskRunner runner) {
    return new ForwardingRunner(runner) {
      @Override
      public Storages storages() {
        return FailingSources.this;
      }
    };
  }

  @Override
  public ObjectSource source(String uri, long size) throws IOException {
    ObjectSource source = storages().source(uri, size);
    for (Map.Entry<String, Failing> entry : failing.entrySet()) {
      if (uri.endsWith(entry.getKey())) {
        return new Source(source, entry.getValue());
      }
    }
    return source;
  }

  private record Source(ObjectSource source, Failing failing) implements ObjectSource {
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
      InputStream in = source.open(offset);
      return failing.goodOpens().getAndDecrement() > 0
          ? in
          : new Breaking(in, uri(), failing.goodBytes());
    }
  }

  private static final class Breaking extends FilterInputStream {
    private final String uri;
    private int left;

    Breaking(InputStream in, String uri, int left) {
      super(in);
      this.uri = uri;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        throw new UnreadableException(uri, "a test's disk fails", "Buy another", null);
      }
      int n = in.read(target, offset, Math.min(left, length));
      left -= Math.max(0, n);
      return n;
    }
  }
}
