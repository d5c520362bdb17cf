package io.sluice.formats.source;

import io.sluice.formats.source.Transcoder.Tail;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Maps positions of transcoded text to offsets in the file and back, by transcoding the chunk
 * concerned once more. A cursor stays where the last answer was, so that ascending questions cost
 * one pass in all. Encodings with shift states that reach over a chunk's start (ISO-2022) are
 * mapped approximately.
 */
final class OriginalChunks {
  /** Enough of them are kept for a window that slides. */
  private static final int MOST_SPARES = 64;

  private static final int SCRATCH_BYTES = 8 << 10;

  /** Some of the file's bytes and the place of the text that they became. */
  private static final class Chunk {
    final long fileOffset;
    final long position;
    final byte[] raw;
    final int from;
    final int end;
    final Tail tail;

    Chunk(long fileOffset, long position, byte[] raw, int from, int end, Tail tail) {
      this.fileOffset = fileOffset;
      this.position = position;
      this.raw = raw;
      this.from = from;
      this.end = end;
      this.tail = tail;
    }
  }

  private final List<Chunk> chunks = new ArrayList<>();
  private final Deque<byte[]> spares = new ArrayDeque<>();
  private final byte[] scratch = new byte[SCRATCH_BYTES];
  private Charset charset;

  private Chunk current;

  /** Its place; negative if there is none, or it has been released. */
  private int currentIndex = -1;

  private Transcoder transcoder;
  private int rawCursor;
  private long cursor;

  /** An array for a chunk, with anything in it. */
  byte[] array(int bytes) {
    byte[] spare = spares.poll();
    return spare != null && spare.length == bytes ? spare : new byte[bytes];
  }

  /**
   * Takes the next chunk over.
   *
   * @param fileOffset of {@code raw[from]}
   * @param position of the text made of it
   * @param end after the last byte; the last character may go on in the next chunk
   * @param encoding with its byte order
   */
  void add(
      long fileOffset, long position, byte[] raw, int from, int end, Tail tail, Charset encoding) {
    charset = encoding;
    chunks.add(new Chunk(fileOffset, position, raw, from, end, tail));
  }

  /** Says that nobody will ask about text before this position. */
  void release(long position) {
    int keep = indexOf(position);
    for (Chunk chunk : chunks.subList(0, keep)) {
      if (spares.size() < MOST_SPARES) {
        spares.add(chunk.raw);
      }
    }
    if (keep > 0) {
      chunks.subList(0, keep).clear();
      currentIndex -= keep;
    }
  }

  /** Where the text at a position begins in the file. */
  long fileOffset(long position) {
    int index = indexOf(position);
    Chunk chunk = chunks.get(index);
    if (index != currentIndex || position < cursor) {
      begin(index);
    }
    int made = 1;
    while (cursor < position && made > 0) {
      made = step((int) Math.min(position - cursor, SCRATCH_BYTES), chunk.end);
    }
    return chunk.fileOffset + rawCursor - chunk.from;
  }

  /** Where the first character begins that begins at or after an offset in the file. */
  long position(long fileOffset) {
    int index = chunks.size() - 1;
    while (index > 0 && chunks.get(index).fileOffset > fileOffset) {
      index--;
    }
    Chunk chunk = chunks.get(index);
    begin(index);
    long wanted = chunk.from + fileOffset - chunk.fileOffset;
    int made = 1;
    while (rawCursor < wanted && made > 0) {
      made = step(SCRATCH_BYTES, (int) Math.min(wanted, chunk.end));
    }
    // A character may begin before it and end after it.
    made = 1;
    while (rawCursor < wanted && made > 0) {
      made = one(chunk.end);
    }
    return cursor;
  }

  /** Goes on by one character; returns by how many bytes of text, 0 if there is none. */
  private int one(int to) {
    int made = 0;
    for (int most = 1; made == 0 && most < TranscodedInput.SPILL_BYTES; most++) {
      made = step(most, to);
    }
    return made;
  }

  private void begin(int index) {
    current = chunks.get(index);
    currentIndex = index;
    transcoder = Transcoder.of(charset);
    rawCursor = current.from;
    cursor = current.position;
  }

  /** Goes on by so many bytes of text at most; returns by how many. */
  private int step(int most, int to) {
    Tail tail = to == current.end ? current.tail : Tail.GOES_ON;
    int made = transcoder.transcode(current.raw, rawCursor, to, tail, scratch, 0, most);
    rawCursor += transcoder.taken();
    cursor += made;
    return made;
  }

  /** The last chunk that begins at or before the position. */
  private int indexOf(long position) {
    int low = 0;
    int high = chunks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (chunks.get(middle).position <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
