package io.sluice.formats;

import io.sluice.formats.source.ObjectSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  /** A text that may hold halves of surrogate pairs, if it is stored in UTF-16. */
  public static MemoryObject of(String text, String encoding) {
    if (!encoding.startsWith("UTF-16")) {
      return new MemoryObject("memory.csv", text.getBytes(Charset.forName(encoding)));
    }
    byte[] bytes = new byte[2 * text.length()];
    int low = encoding.equals("UTF-16LE") ? 0 : 1;
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i + low] = (byte) text.charAt(i);
      bytes[2 * i + 1 - low] = (byte) (text.charAt(i) >>> 8);
    }
    return new MemoryObject("memory.csv", bytes);
  }

  /** The same without so many bytes at its end. */
  public MemoryObject without(int last) {
    return new MemoryObject(uri, Arrays.copyOf(bytes, bytes.length - last));
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
