package io.sluice.formats.inspect;

import io.sluice.formats.source.ObjectSource;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * A source whose first bytes say how to read it: who reads it from the beginning next goes on in
 * the same stream, so that it is opened once. Of one inspection, and so of one thread.
 */
final class BegunSource implements ObjectSource, Closeable {
  private final ObjectSource source;
  private byte[] head;
  private InputStream rest;

  BegunSource(ObjectSource source) {
    this.source = source;
  }

  /** Its first bytes, fewer where it has no more; to be asked for once. */
  byte[] head(int length) throws IOException {
    rest = source.open(0);
    head = rest.readNBytes(length);
    return head;
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
    if (offset != 0 || rest == null) {
      return source.open(offset);
    }
    InputStream begun = new SequenceInputStream(new ByteArrayInputStream(head), rest);
    rest = null;
    return begun;
  }

  /** Ends what nobody has gone on with. */
  @Override
  public void close() throws IOException {
    if (rest != null) {
      rest.close();
    }
  }
}
