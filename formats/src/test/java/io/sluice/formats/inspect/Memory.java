package io.sluice.formats.inspect;

import io.sluice.formats.source.ObjectSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** An object in memory. */
final class Memory implements ObjectSource {
  private final String uri;
  private final byte[] bytes;

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
    return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
  }
}
