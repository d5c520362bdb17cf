package io.sluice.formats.csv;

import io.sluice.formats.read.ReadException;
import io.sluice.formats.source.ByteWindow;
import io.sluice.formats.source.ObjectSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Bytes of a file from some place on, as many as turn out to be needed. */
final class FileBytes implements Closeable {
  private final ObjectSource source;
  private final long origin;
  private final InputStream in;
  private byte[] buffer;
  private int length;

  /**
   * @param origin where in the file {@code buffer()[0]} stands
   */
  FileBytes(ObjectSource source, long origin) throws IOException {
    this(source, origin, new byte[0]);
  }

  /**
   * @param buffer to be used, if it is large enough
   */
  FileBytes(ObjectSource source, long origin, byte[] buffer) throws IOException {
    this.source = source;
    this.origin = origin;
    this.buffer = buffer;
    this.in = source.open(origin);
  }

  /** The bytes; behind them the array has some more. Another array after each reading on. */
  byte[] buffer() {
    return buffer;
  }

  /** How many bytes there are now. */
  int length() {
    return length;
  }

  /** Whether the file ends behind them. */
  boolean atEnd() {
    return origin + length >= source.size();
  }

  /**
   * Reads on until there are this many bytes, or all that the file has.
   *
   * @throws ReadException if they cannot be read
   */
  void upTo(int wanted) throws IOException {
    int target = (int) Math.min(wanted, source.size() - origin);
    if (target <= length) {
      return;
    }
    if (buffer.length < target + ByteWindow.SLACK) {
      buffer = Arrays.copyOf(buffer, target + ByteWindow.SLACK);
    }
    try {
      length += in.readNBytes(buffer, length, target - length);
    } catch (ReadException e) {
      throw e;
    } catch (IOException e) {
      throw new ReadException(
          source.uri(),
          origin + length,
          "cannot read: " + e.getMessage(),
          "Check the storage, run again",
          e);
    }
    if (length < target) {
      throw new ReadException(
          source.uri(),
          origin + length,
          "the file has become shorter since it was listed",
          "Do not change files under a run; run again",
          null);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
