package io.sluice.formats.source;

import io.sluice.formats.read.ReadException;
import io.sluice.formats.unpack.Ahead.Pace;
import io.sluice.formats.unpack.Decompression;
import io.sluice.formats.unpack.Unpacked;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.Locale;

/** Bytes as they come from the (decompressed) file; UTF-8 apart from what its author got wrong. */
final class PlainInput implements Utf8Input {
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String uri;
  private final Decompression compression;
  private final CountingStream stored;

  /** Null if the file is not compressed. */
  private final Unpacked unpacked;

  private long fileStart;
  private long position;
  private byte[] pending;
  private int pendingAt;

  /** Owns {@code stored}. */
  PlainInput(String uri, Decompression compression, CountingStream stored, long start, Pace pace) {
    this.uri = uri;
    this.compression = compression;
    this.stored = stored;
    this.unpacked =
        compression == Decompression.NONE ? null : compression.open(stored, stored.missing(), pace);
    this.fileStart = start;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (pending == null) {
      pending = fileStart == 0 ? withoutMark() : new byte[0];
    }
    if (pendingAt < pending.length) {
      int n = Math.min(length, pending.length - pendingAt);
      System.arraycopy(pending, pendingAt, target, offset, n);
      pendingAt += n;
      position += n;
      return n;
    }
    int n = readRaw(target, offset, length);
    position += Math.max(n, 0);
    return n;
  }

  /** Reads the first bytes; those that are not a byte order mark are data. */
  private byte[] withoutMark() throws IOException {
    byte[] head = new byte[BOM.length];
    int n = 0;
    while (n < head.length) {
      int read = readRaw(head, n, head.length - n);
      if (read < 0) {
        break;
      }
      n += read;
    }
    if (n == BOM.length && Arrays.equals(head, BOM)) {
      fileStart += BOM.length;
      return new byte[0];
    }
    return Arrays.copyOf(head, n);
  }

  /** Without regard to byte order marks: for decoders of other encodings. */
  int readRaw(byte[] target, int offset, int length) throws IOException {
    try {
      if (unpacked != null) {
        return unpacked.read(target, offset, length);
      }
      int n;
      do {
        n = stored.read(target, offset, length);
      } while (n == 0);
      if (n < 0 && stored.missing() > 0) {
        throw new EOFException(stored.missing() + " bytes are missing at its end");
      }
      return n;
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  private ReadException failure(Exception e) {
    if (e instanceof ReadException known) {
      return known;
    }
    long at = fileStart + position;
    if (e instanceof InterruptedIOException || e instanceof ClosedByInterruptException) {
      return new ReadException(
          uri, at, "cannot read on: " + e.getMessage(), "The run was stopped; run again", e);
    }
    if (compression == Decompression.NONE) {
      return e instanceof EOFException
          ? new ReadException(
              uri,
              at,
              "the file has become shorter since it was listed: " + e.getMessage(),
              "Do not change files under a run; run again",
              e)
          : new ReadException(
              uri, at, "cannot read on: " + e.getMessage(), "Check the storage and run again", e);
    }
    String name = compression.name().toLowerCase(Locale.ROOT);
    boolean cut = e instanceof EOFException;
    return new ReadException(
        uri,
        at,
        cut
            ? "the " + name + " data ends too early: the file is truncated"
            : "the " + name + " data is damaged (" + e.getMessage() + ")",
        "The offset counts decompressed bytes. Fetch or write the file again, whole",
        e);
  }

  /** Notes bytes taken with {@link #readRaw}, so that errors name the right place. */
  void advance(int bytes) {
    position += bytes;
  }

  @Override
  public long storedBytes() {
    return unpacked == null ? stored.count() : unpacked.storedBytes();
  }

  @Override
  public long fileOffset(long at) {
    return fileStart + at;
  }

  @Override
  public long position(long fileOffset) {
    return fileOffset - fileStart;
  }

  @Override
  public void release(long at) {}

  @Override
  public void close() throws IOException {
    if (unpacked == null) {
      stored.close();
    } else {
      unpacked.close();
    }
  }
}
