package io.sluice.formats.inspect;

import io.sluice.formats.read.UnreadableException;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Utf8Input;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes that an inspection looks at: the decompressed beginning, and pieces of the rest,
 * because the first letter beyond ASCII may come late.
 */
final class Sample {
  static final int HEAD_BYTES = 256 << 10;
  private static final int PIECE_BYTES = 64 << 10;

  /** So much is searched for a byte beyond ASCII where pieces cannot be fetched by offset. */
  private static final long SEARCHED_BYTES = 16L << 20;

  private static final int PIECES = 4;
  private static final int ENOUGH_LINES = 4;

  /** Some bytes and where in the decompressed file they stand. */
  static final class Piece {
    private final long offset;
    private final byte[] bytes;

    Piece(long offset, byte[] bytes) {
      this.offset = offset;
      this.bytes = bytes;
    }

    long offset() {
      return offset;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private final byte[] head;
  private final boolean complete;
  private final List<Piece> rest;
  private final String failure;

  private Sample(byte[] head, boolean complete, List<Piece> rest, String failure) {
    this.head = head;
    this.complete = complete;
    this.rest = List.copyOf(rest);
    this.failure = failure;
  }

  /** The file's first bytes. */
  byte[] head() {
    return head;
  }

  /** Whether the head is the whole file. */
  boolean complete() {
    return complete;
  }

  /** Pieces from after the head. */
  List<Piece> rest() {
    return rest;
  }

  /** Why the file could not be read on; empty if it could. */
  String failure() {
    return failure;
  }

  static Sample read(ObjectSource source, String compression) throws IOException {
    boolean uncompressed = compression.equals("none");
    List<Piece> rest = new ArrayList<>();
    String failure = "";
    // One byte more than there are, so that the end is met.
    byte[] head =
        new byte[uncompressed ? (int) Math.min(HEAD_BYTES, source.size() + 1) : HEAD_BYTES];
    int length = 0;
    boolean ended = false;
    try (InputStream in = Utf8Input.decompressed(source, compression)) {
      while (!ended && (length < head.length || mayGrow(head, length))) {
        if (length == head.length) {
          head = Arrays.copyOf(head, 2 * length);
        }
        int n = in.read(head, length, head.length - length);
        ended = n < 0;
        length += Math.max(n, 0);
      }
      if (!ended && isAscii(head, length) && (!uncompressed || source.size() <= SEARCHED_BYTES)) {
        search(in, length, rest);
      }
    } catch (UnreadableException e) {
      throw e;
    } catch (IOException e) {
      if (length == 0) {
        throw e;
      }
      failure = e.getMessage();
      ended = true;
    }
    ended |= uncompressed && length == source.size();
    if (!ended && uncompressed && source.size() > SEARCHED_BYTES) {
      pick(source, length, rest);
    }
    return new Sample(Arrays.copyOf(head, length), ended, rest, failure);
  }

  /** Lines so long that the sample shows none of them whole ask for a larger one. */
  private static boolean mayGrow(byte[] head, int length) {
    int ends = 0;
    for (int i = 0; i < length && ends < ENOUGH_LINES; i++) {
      ends += head[i] == '\n' || head[i] == '\r' ? 1 : 0;
    }
    return ends < ENOUGH_LINES && length < SEARCHED_BYTES;
  }

  /** Reads on to the first piece that holds a byte beyond ASCII. */
  private static void search(InputStream in, long start, List<Piece> rest) throws IOException {
    long at = start;
    while (at < SEARCHED_BYTES) {
      byte[] piece = in.readNBytes(PIECE_BYTES);
      if (piece.length == 0) {
        return;
      }
      if (!isAscii(piece, piece.length)) {
        // Another one, so that the letter is not alone.
        byte[] more = in.readNBytes(PIECE_BYTES);
        byte[] both = Arrays.copyOf(piece, piece.length + more.length);
        System.arraycopy(more, 0, both, piece.length, more.length);
        rest.add(new Piece(at, both));
        return;
      }
      at += piece.length;
    }
  }

  private static void pick(ObjectSource source, int length, List<Piece> rest) throws IOException {
    for (int i = 1; i <= PIECES; i++) {
      // Aligned, so that characters of two or four bytes stay whole.
      long offset = Math.max(length, (source.size() / PIECES * i - PIECE_BYTES) & ~3L);
      try (InputStream in = source.open(offset)) {
        rest.add(new Piece(offset, in.readNBytes(PIECE_BYTES)));
      }
    }
  }

  static boolean isAscii(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
