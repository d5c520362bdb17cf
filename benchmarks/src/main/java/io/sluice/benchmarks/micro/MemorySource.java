package io.sluice.benchmarks.micro;

import io.sluice.formats.source.ObjectSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A file in memory. */
final class MemorySource implements ObjectSource {
  private final byte[] bytes;

  /**
   * @param bytes not copied
   */
  MemorySource(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public String uri() {
    return "memory";
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public InputStream open(long offset) {
    int from = Math.toIntExact(offset);
    return new ByteArrayInputStream(bytes, from, bytes.length - from);
  }
}
