package io.sluice.formats.decompress;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip members one after the other, from pieces of them that may be split anywhere.
 * Checksum and length of each member are compared. What was decompressed before a damaged place is
 * given first, to the byte, so that it does not depend on the pieces.
 */
final class GzipDecoder {
  private enum Stage {
    HEADER,
    BODY,
    TRAILER
  }

  private static final int TRAILER_BYTES = 8;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final GzipHeader header = new GzipHeader();
  private Stage stage = Stage.HEADER;
  private boolean first;
  private byte[] input = new byte[0];
  private int at;
  private int end;

  /** Whether the inflater may hold bytes for which there was no room. */
  private boolean outputWaits;

  private long trailer;
  private int trailerBytes;
  private IOException failure;

  /**
   * A decoder that stands before a member.
   *
   * @param first whether that is the file's first
   */
  GzipDecoder(boolean first) {
    this.first = first;
  }

  /** The next stored bytes; those before must have been used up. Not copied. */
  void feed(byte[] bytes, int from, int to) {
    input = bytes;
    at = from;
    end = to;
    if (stage == Stage.BODY && from < to) {
      inflater.setInput(input, at, end - at);
    }
  }

  /** Whether all bytes fed have been used up, and nothing more comes of them. */
  boolean hungry() {
    return at == end && failure == null && (stage != Stage.BODY || !outputWaits);
  }

  /** Whether all that was fed are whole members. */
  boolean betweenMembers() {
    return at == end && stage == Stage.HEADER && header.untouched() && failure == null;
  }

  /**
   * Adds to a block until it is full or the bytes fed are used up.
   *
   * @throws IOException if they are damaged; then nothing was added
   */
  void decode(Block into) throws IOException {
    int before = into.length();
    try {
      while (failure == null && !hungry() && into.room() > 0) {
        switch (stage) {
          case HEADER -> takeHeader();
          case BODY -> inflate(into);
          case TRAILER -> takeTrailer();
        }
      }
    } catch (IOException e) {
      failure = e;
    }
    if (failure != null && into.length() == before) {
      throw failure;
    }
  }

  /** Zero bytes before a header or the file's end are padding, as tapes and block devices have. */
  private void takeHeader() throws IOException {
    while (at < end && !first && header.untouched() && input[at] == 0) {
      at++;
    }
    while (at < end && !header.done()) {
      header.take(input[at++] & 0xFF, first);
    }
    if (header.done()) {
      header.reset();
      first = false;
      stage = Stage.BODY;
      inflater.reset();
      checksum.reset();
      inflater.setInput(input, at, end - at);
    }
  }

  private void inflate(Block into) {
    int from = into.length();
    long before = inflater.getBytesWritten();
    try {
      inflater.inflate(into.bytes(), from, into.room());
    } catch (DataFormatException e) {
      failure = new IOException("Gzip-compressed data is corrupt", e);
    }
    int n = (int) (inflater.getBytesWritten() - before);
    checksum.update(into.bytes(), from, n);
    into.setLength(from + n);
    outputWaits = into.room() == 0;
    at = end - inflater.getRemaining();
    if (inflater.finished()) {
      outputWaits = false;
      stage = Stage.TRAILER;
      trailer = 0;
      trailerBytes = 0;
    }
  }

  private void takeTrailer() throws IOException {
    while (at < end && trailerBytes < TRAILER_BYTES) {
      trailer |= (input[at++] & 0xFFL) << (8 * trailerBytes++);
    }
    if (trailerBytes < TRAILER_BYTES) {
      return;
    }
    if ((trailer & 0xFFFFFFFFL) != checksum.getValue()) {
      throw new IOException("Gzip-compressed data is corrupt (CRC32 error)");
    }
    if (trailer >>> 32 != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new IOException("Gzip-compressed data is corrupt (uncompressed size mismatch)");
    }
    stage = Stage.HEADER;
  }

  /** Says that nothing follows. */
  void finish() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (!betweenMembers()) {
      throw new EOFException("the last member is not complete");
    }
  }

  void close() {
    inflater.end();
  }
}
