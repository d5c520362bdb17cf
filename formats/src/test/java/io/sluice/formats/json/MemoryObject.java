package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.source.ObjectSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A file in memory. */
final class MemoryObject implements ObjectSource {
  private final byte[] bytes;

  private MemoryObject(byte[] bytes) {
    this.bytes = bytes;
  }

  static MemoryObject of(String text) {
    return new MemoryObject(text.getBytes(UTF_8));
  }

  static MemoryObject of(byte[] bytes) {
    return new MemoryObject(bytes);
  }

  @Override
  public String uri() {
    return "memory:test";
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public InputStream open(long offset) {
    return new ByteArrayInputStream(bytes, (int) offset, (int) (bytes.length - offset));
  }
}
