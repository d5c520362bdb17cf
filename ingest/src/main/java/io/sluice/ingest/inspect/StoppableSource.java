package io.sluice.ingest.inspect;

import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.failure.Stop;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A source that cannot be read on once a stop was requested. */
public record StoppableSource(ObjectSource source, Stop stop) implements ObjectSource {
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
    return new FilterInputStream(source.open(offset)) {
      @Override
      public int read() throws IOException {
        requireGoingOn();
        return in.read();
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        requireGoingOn();
        return in.read(bytes, from, length);
      }
    };
  }

  private void requireGoingOn() throws InterruptedIOException {
    if (stop.requested()) {
      throw new InterruptedIOException("interrupted");
    }
  }
}
