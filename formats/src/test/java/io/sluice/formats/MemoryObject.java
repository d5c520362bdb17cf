package io.sluice.formats;

import io.sluice.formats.source.ObjectSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** An object in memory. */
public final class MemoryObject implements ObjectSource {
  private final String uri;
  private final byte[] bytes;

  public MemoryObject(String uri, byte[] bytes) {
    this.uri = uri;
    this.bytes = bytes;
  }

  public static MemoryObject of(String text) {
    return new MemoryObject("memory.csv", text.getBytes(StandardCharsets.UTF_8));
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
