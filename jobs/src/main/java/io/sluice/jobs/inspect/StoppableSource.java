package io.sluice.jobs.inspect;

import io.sluice.formats.source.ObjectSource;
import io.sluice.jobs.prepare.Session;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A source that cannot be read on once the session was asked to stop. */
record StoppableSource(ObjectSource source, Session session) implements ObjectSource {
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
    if (session.askedToStop()) {
      throw new InterruptedIOException("interrupted");
    }
  }
}
