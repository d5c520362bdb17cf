package io.sluice.formats.inspect;

import io.sluice.formats.source.ObjectSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** An object in memory, and how often it was opened. */
final class Memory implements ObjectSource {
  private final String uri;
  private final byte[] bytes;
  private int fromTheBeginning;
  private int open;

  Memory(String uri, byte[] bytes) {
    this.uri = uri;
    this.bytes = bytes;
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public InputStream open(long offset) {
    fromTheBeginning += offset == 0 ? 1 : 0;
    open++;
    return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset) {
      @Override
      public void close() {
        open--;
      }
    };
  }

  /** How often it was opened from its first byte on. */
  int fromTheBeginning() {
    return fromTheBeginning;
  }

  /** Streams that nobody has closed. */
  int open() {
    return open;
  }
}
