package io.sluice.formats.source;

import io.sluice.formats.decompress.Decompressed;
import io.sluice.formats.decompress.Decompression;
import io.sluice.formats.decompress.Prefetch.Pace;
import io.sluice.formats.read.ReadException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.Locale;

/** Bytes as they come from the (decompressed) file; UTF-8 apart from what its author got wrong. */
final class RawInput implements Utf8Input {
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final ObjectSource source;
  private final String uri;
  private final Decompression compression;
  private final InputStream stored;

  /** Null if the file is not compressed. */
  private final Decompressed decompressed;

  private long storedBytes;
  private long fileStart;
  private long position;
  private byte[] pending;
  private int pendingAt;

  /**
   * @param start the stored byte to begin at; 0 if the object is compressed
   * @throws IOException if the object cannot be opened
   */
  RawInput(ObjectSource source, Decompression compression, long start, Pace pace)
      throws IOException {
    this.source = source;
    this.uri = source.uri();
    this.compression = compression;
    this.stored = source.open(start);
    this.decompressed =
        compression == Decompression.NONE ? null : compression.open(stored, source.size(), pace);
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
      if (decompressed != null) {
        return decompressed.read(target, offset, length);
      }
      int n;
      do {
        n = stored.read(target, offset, length);
      } while (n == 0);
      storedBytes += Math.max(n, 0);
      return n;
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  private ReadException failure(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      // Also from below a decompressor, which knows nothing of files.
      if (cause instanceof ReadException known) {
        return known;
      }
    }
    long at = fileStart + position;
    if (e instanceof InterruptedIOException || e instanceof ClosedByInterruptException) {
      return new ReadException(
          uri, at, "cannot read further: " + e.getMessage(), "The run was stopped; run again", e);
    }
    if (compression == Decompression.NONE) {
      return new ReadException(
          uri,
          at,
          "cannot read further: " + e.getMessage(),
          "Check the storage, then run again",
          e);
    }
    String name = compression.name().toLowerCase(Locale.ROOT);
    if (String.valueOf(e.getMessage()).contains("too much memory for decoding")) {
      return new ReadException(
          uri,
          at,
          "the zstd data was compressed with a window of "
              + ZstdWindow.of(source)
              + ", and one of more than 128 MiB (zstd --long=27) is not read",
          "Compress it again: zstd -d --long=31 FILE, then zstd FILE",
          e);
    }
    boolean truncated = e instanceof EOFException;
    return new ReadException(
        uri,
        at,
        truncated
            ? "the " + name + " data ends too early: the file is truncated"
            : "the " + name + " data is damaged (" + e.getMessage() + ")",
        "The offset counts decompressed bytes. Fetch or write the whole file again",
        e);
  }

  /** Notes bytes taken with {@link #readRaw}, so that errors name the right place. */
  void advance(int bytes) {
    position += bytes;
  }

  @Override
  public long storedBytes() {
    return decompressed == null ? storedBytes : decompressed.storedBytes();
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
    if (decompressed == null) {
      stored.close();
    } else {
      decompressed.close();
    }
  }
}
