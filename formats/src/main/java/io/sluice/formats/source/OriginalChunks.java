package io.sluice.formats.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps positions of transcoded text back to offsets in the file, by decoding the chunk concerned
 * once more, character by character. A cursor stays where the last answer was, so that ascending
 * questions cost one pass in all. Encodings with shift states that reach over a chunk's start
 * (ISO-2022) are mapped approximately.
 */
final class OriginalChunks {
  /** Some of the file's bytes and the place of the text that they became. */
  static final class Chunk {
    private final long fileOffset;
    private final long position;
    private final byte[] raw;
    private final int from;
    private final int end;

    /**
     * @param fileOffset of the first byte understood, {@code raw[from]}
     * @param position of the text that it became
     * @param end behind the last byte understood
     */
    Chunk(long fileOffset, long position, byte[] raw, int from, int end) {
      this.fileOffset = fileOffset;
      this.position = position;
      this.raw = raw;
      this.from = from;
      this.end = end;
    }
  }

  private final List<Chunk> chunks = new ArrayList<>();
  private final CharBuffer one = CharBuffer.allocate(1);
  private final CharBuffer two = CharBuffer.allocate(2);
  private Charset charset;
  private Chunk current;
  private CharsetDecoder decoder;
  private ByteBuffer source;
  private long cursor;

  void add(Chunk chunk, Charset encoding) {
    charset = encoding;
    chunks.add(chunk);
  }

  void release(long position) {
    int keep = indexOf(position);
    if (keep > 0) {
      chunks.subList(0, keep).clear();
    }
  }

  long fileOffset(long position) {
    if (chunks.isEmpty()) {
      return 0;
    }
    Chunk chunk = chunks.get(indexOf(position));
    if (chunk != current || position < cursor) {
      current = chunk;
      cursor = chunk.position;
      source = ByteBuffer.wrap(chunk.raw, chunk.from, chunk.end - chunk.from);
      decoder = TranscodedInput.strict(charset);
    }
    while (cursor < position && source.hasRemaining()) {
      step();
    }
    return chunk.fileOffset + source.position() - chunk.from;
  }

  /** Takes one character, or one run of malformed bytes. */
  private void step() {
    int before = source.position();
    CharBuffer out = one.clear();
    CoderResult result = decoder.decode(source, out, true);
    if (result.isOverflow() && out.position() == 0) {
      out = two.clear();
      result = decoder.decode(source, out, true);
    }
    if (out.position() == 2) {
      cursor += 4;
    } else if (out.position() == 1) {
      char c = out.get(0);
      cursor += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    } else if (result.isError()) {
      cursor += result.length();
      source.position(before + result.length());
    }
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
    return Math.max(low, 0);
  }
}
