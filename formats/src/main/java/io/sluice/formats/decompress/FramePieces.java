package io.sluice.formats.decompress;

import java.io.IOException;
import java.io.InputStream;

/** The stored bytes of a frame that comes in pieces, up to the piece that ends with a frame. */
final class FramePieces extends InputStream {
  private final Prefetch<FramePart> parts;
  private final FrameSplitter splitter;
  private FramePart piece;
  private int at;
  private boolean atEnd;

  /**
   * @param first the piece that the frame begins with
   * @param parts that follow; stay open
   * @param splitter gets back the bytes of all pieces but the last
   */
  FramePieces(FramePart first, Prefetch<FramePart> parts, FrameSplitter splitter) {
    this.piece = first;
    this.splitter = splitter;
    this.parts = parts;
  }

  /** How many stored bytes of the file have been taken. */
  long storedEnd() {
    return piece.storedEnd();
  }

  /** Whether a read has met the file's end. */
  boolean atEnd() {
    return atEnd;
  }

  /** Whether there is a byte; takes further pieces to know. */
  private boolean present() throws IOException {
    while (at == piece.length() && !piece.closes() && !atEnd) {
      FramePart next = parts.take();
      if (next == null) {
        atEnd = true;
      } else {
        splitter.giveBack(piece);
        piece = next;
        at = 0;
      }
    }
    return at < piece.length();
  }

  @Override
  public int read() throws IOException {
    return present() ? piece.bytes()[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!present()) {
      return -1;
    }
    int n = Math.min(length, piece.length() - at);
    System.arraycopy(piece.bytes(), at, target, offset, n);
    at += n;
    return n;
  }

  @Override
  public int available() {
    return piece.length() - at;
  }
}
