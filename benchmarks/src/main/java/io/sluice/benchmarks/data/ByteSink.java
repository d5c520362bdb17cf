package io.sluice.benchmarks.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A buffer of UTF-8 text that goes to a stream in whole records, re-encoded where another encoding
 * is asked for. Not thread-safe.
 */
final class ByteSink implements AutoCloseable {
  private static final int FLUSH_BYTES = 1 << 18;

  private final OutputStream out;
  private final Charset charset;
  private byte[] buffer = new byte[FLUSH_BYTES * 2];
  private int size;
  private long written;

  /**
   * @param out closed with this sink
   */
  ByteSink(OutputStream out, Charset charset) {
    this.out = out;
    this.charset = charset;
  }

  void ascii(char c) {
    room(1);
    buffer[size++] = (byte) c;
  }

  void utf8(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  void text(String text) {
    int length = text.length();
    room(length);
    byte[] bytes = buffer;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        utf8(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      bytes[at + i] = (byte) c;
    }
    size = at + length;
  }

  void number(long value) {
    room(20);
    if (value < 0) {
      if (value == Long.MIN_VALUE) {
        text(Long.toString(value));
        return;
      }
      buffer[size++] = '-';
    }
    long rest = Math.abs(value);
    int digits = digits(rest);
    for (int at = size + digits - 1; at >= size; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  /** The number with {@code scale} decimals, exactly. */
  void decimal(long unscaled, int scale) {
    if (unscaled < 0) {
      ascii('-');
    }
    long power = 1;
    for (int i = 0; i < scale; i++) {
      power *= 10;
    }
    long magnitude = Math.abs(unscaled);
    number(magnitude / power);
    ascii('.');
    padded(magnitude % power, scale);
  }

  /** The number with leading zeros. */
  void padded(long value, int digits) {
    room(digits);
    long rest = value;
    for (int at = size + digits - 1; at >= size; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  private static int digits(long value) {
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Grows by the bytes put in, within a record: for padding. */
  int position() {
    return size;
  }

  /** How many characters have been put in since a position of the same record. */
  int charactersSince(int position) {
    int characters = 0;
    for (int i = position; i < size; i++) {
      characters += (buffer[i] & 0xC0) != 0x80 ? 1 : 0;
    }
    return characters;
  }

  /** A record is complete: now the buffer may go to the stream. */
  void endRecord() throws IOException {
    if (size >= FLUSH_BYTES) {
      flush();
    }
  }

  /** Bytes given to the stream or about to be, in the file's encoding if that is UTF-8. */
  long bytes() {
    return written + size;
  }

  private void flush() throws IOException {
    if (charset.equals(StandardCharsets.UTF_8)) {
      out.write(buffer, 0, size);
    } else {
      out.write(new String(buffer, 0, size, StandardCharsets.UTF_8).getBytes(charset));
    }
    written += size;
    size = 0;
  }

  private void room(int bytes) {
    if (size + bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
    }
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }
}
