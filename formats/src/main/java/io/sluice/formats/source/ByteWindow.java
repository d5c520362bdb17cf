package io.sluice.formats.source;

import java.io.IOException;
import java.util.Arrays;

/**
 * The part of a text that a tokenizer looks at: {@code buffer()[position() .. limit())}. It slides
 * over the text, and grows when one record needs it. After {@code limit()} at least {@link #SLACK}
 * bytes of the array exist, so that words may be read over the end; the first of them is a line
 * feed, so that whatever looks for the end of a line or a number finds one. Not thread-safe.
 */
public final class ByteWindow {
  public static final int SLACK = 16;
  public static final int DEFAULT_BYTES = 512 << 10;

  /** How a text ends. */
  public enum End {
    /** It goes on; {@link ByteWindow#fill} may bring more. */
    OPEN,
    /** All of it is in the window. */
    COMPLETE,
    /** A sample: the file goes on, the window does not. */
    SAMPLE,
    /** It cannot be read on; see {@link ByteWindow#failure}. */
    FAILED
  }

  private final Utf8Input input;

  private final long fileStart;

  /** {@code Long.MAX_VALUE} if the part ends where the file does. */
  private final long fileEnd;

  private long rangeEnd = Long.MAX_VALUE;
  private byte[] buffer;
  private int position;
  private int limit;
  private long base;
  private End end = End.OPEN;
  private IOException failure;

  /**
   * A window on a stream of which a part is meant, and which the caller still closes. It slides
   * beyond the part where it must.
   *
   * @param fileStart the offset in the file at which the part begins
   * @param fileEnd the offset at which it ends; {@code Long.MAX_VALUE} if that is the file's end
   */
  public ByteWindow(Utf8Input input, int bytes, long fileStart, long fileEnd) {
    this.input = input;
    this.fileStart = fileStart;
    this.fileEnd = fileEnd;
    this.buffer = new byte[bytes + SLACK];
  }

  /** A window on a text that is there already: {@code COMPLETE}, or a {@code SAMPLE} beginning. */
  public ByteWindow(byte[] text, int length, End end) {
    this.input = null;
    this.fileStart = 0;
    this.fileEnd = Long.MAX_VALUE;
    this.buffer = Arrays.copyOf(text, length + SLACK);
    Arrays.fill(buffer, length, length + SLACK, (byte) 0);
    this.limit = length;
    this.end = end;
    endLine();
  }

  private void endLine() {
    buffer[limit] = '\n';
  }

  public byte[] buffer() {
    return buffer;
  }

  /** The first byte not consumed. */
  public int position() {
    return position;
  }

  public void setPosition(int at) {
    position = at;
  }

  /** After the last byte present. */
  public int limit() {
    return limit;
  }

  /** Takes a byte off the end: for a mark at a file's end that is no data. */
  public void dropLast() {
    limit--;
    endLine();
  }

  /** Where in the text {@code buffer()[0]} stands. */
  public long base() {
    return base;
  }

  public End end() {
    return end;
  }

  /** Why the text cannot be read on; null unless {@code end() == FAILED}. */
  public IOException failure() {
    return failure;
  }

  /**
   * Before which position of the text a record must begin to belong to the part; {@code
   * Long.MAX_VALUE} as long as the text has not been read up to there.
   */
  public long rangeEnd() {
    return rangeEnd;
  }

  /** Stored bytes of the part that have been read so far, for progress. */
  public long bytesRead() {
    return input == null ? base + limit : Math.min(input.storedBytes(), fileEnd - fileStart);
  }

  /** Bytes that the window holds without growing. */
  public int capacity() {
    return buffer.length - SLACK;
  }

  /**
   * Moves what is not consumed to the front, doubles the array when that leaves no room, and reads
   * until the array is full or the text ends. A failure to read ends the text, too: what came
   * before it can still be consumed.
   */
  public void fill() {
    if (end != End.OPEN) {
      return;
    }
    slide();
    if (limit == capacity()) {
      buffer =
          Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 64L, capacity() * 2L) + SLACK);
    }
    try {
      while (limit < capacity()) {
        int n = input.read(buffer, limit, capacity() - limit);
        if (n < 0) {
          end = End.COMPLETE;
          return;
        }
        limit += n;
      }
    } catch (IOException e) {
      failure = e;
      end = End.FAILED;
    } finally {
      endLine();
      if (rangeEnd == Long.MAX_VALUE && fileEnd < Long.MAX_VALUE) {
        rangeEnd = input.position(fileEnd);
      }
    }
  }

  private void slide() {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      base += position;
      limit -= position;
      position = 0;
      input.release(base);
    }
  }
}
