package io.sluice.formats.csv;

import io.sluice.formats.read.ReadException;
import io.sluice.formats.source.ByteWindow;
import io.sluice.formats.source.CodeUnit;
import io.sluice.formats.source.ObjectSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A file's text from some place on, as much of it as turns out to be needed: a byte a unit, as
 * {@link CodeUnit#narrow} makes them. Offsets and lengths are in units.
 */
final class FileBytes implements Closeable {
  private final ObjectSource source;
  private final CodeUnit unit;
  private final long origin;
  private final InputStream in;
  private byte[] buffer;
  private int length;

  /**
   * @param origin where in the file {@code buffer()[0]} stands
   */
  FileBytes(ObjectSource source, CodeUnit unit, long origin) throws IOException {
    this(source, unit, origin, new byte[0]);
  }

  /**
   * @param buffer to be used, if it is large enough
   */
  FileBytes(ObjectSource source, CodeUnit unit, long origin, byte[] buffer) throws IOException {
    this.source = source;
    this.unit = unit;
    this.origin = origin;
    this.buffer = buffer;
    this.in = source.open(origin * unit.bytes());
  }

  private long size() {
    return source.size() / unit.bytes();
  }

  /** The bytes; after them the array has some more. Another array after each reading on. */
  byte[] buffer() {
    return buffer;
  }

  /** How many bytes there are now. */
  int length() {
    return length;
  }

  /** Whether the file ends after them. */
  boolean atEnd() {
    return origin + length >= size();
  }

  /**
   * Reads on until there are this many bytes, or all that the file has.
   *
   * @throws ReadException if they cannot be read
   */
  void upTo(int wanted) throws IOException {
    int target = (int) Math.min(wanted, size() - origin);
    if (target <= length) {
      return;
    }
    int bytes = (target - length) * unit.bytes();
    if (buffer.length < length + bytes + ByteWindow.SLACK) {
      buffer = Arrays.copyOf(buffer, length + bytes + ByteWindow.SLACK);
    }
    try {
      in.readNBytes(buffer, length, bytes);
    } catch (ReadException e) {
      throw e;
    } catch (IOException e) {
      throw new ReadException(
          source.uri(),
          (origin + length) * unit.bytes(),
          "cannot read: " + e.getMessage(),
          "Check the storage, then run again",
          e);
    }
    unit.narrow(buffer, length, target - length);
    length = target;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
