package io.sluice.formats.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/**
 * Text of any encoding that Java knows, as UTF-8. Works in chunks; the file's own bytes of a chunk
 * are kept until its text is released, so that a position can be mapped back by decoding the chunk
 * again, which only rejected records and columns of offsets ask for.
 */
final class TranscodedInput implements Utf8Input {
  static final int CHUNK_BYTES = 16 << 10;

  private final PlainInput in;
  private final int chunkBytes;
  private Charset charset;
  private CharsetDecoder decoder;
  private final CharBuffer chars;
  private final OriginalChunks chunks = new OriginalChunks();
  private byte[] text = new byte[0];
  private int textAt;
  private int textEnd;
  private long fileOffset;
  private long position;
  private byte[] leftover = new byte[0];
  private boolean ended;

  TranscodedInput(PlainInput in, Charset charset) {
    this(in, charset, CHUNK_BYTES);
  }

  TranscodedInput(PlainInput in, Charset charset, int chunkBytes) {
    this.in = in;
    this.charset = charset;
    this.chunkBytes = chunkBytes;
    this.chars = CharBuffer.allocate(chunkBytes);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (textAt == textEnd) {
      if (ended) {
        return -1;
      }
      nextChunk();
    }
    int n = Math.min(length, textEnd - textAt);
    System.arraycopy(text, textAt, target, offset, n);
    textAt += n;
    return n;
  }

  private void nextChunk() throws IOException {
    byte[] raw = Arrays.copyOf(leftover, leftover.length + chunkBytes);
    int length = leftover.length;
    while (length < raw.length && !ended) {
      int n = in.readRaw(raw, length, raw.length - length);
      if (n < 0) {
        ended = true;
      } else {
        in.advance(n);
        length += n;
      }
    }
    int from = 0;
    if (decoder == null) {
      charset = ByteOrderMark.resolve(charset, raw, length);
      from = ByteOrderMark.length(charset, raw, length);
      decoder = strict(charset);
    }
    int consumed = transcode(raw, from, length);
    chunks.add(new OriginalChunks.Chunk(fileOffset + from, position, raw, from, consumed), charset);
    fileOffset += consumed;
    position += textEnd;
    leftover = Arrays.copyOfRange(raw, consumed, length);
  }

  /** Fills {@code text}; returns up to where {@code raw} was understood. */
  private int transcode(byte[] raw, int from, int length) {
    textAt = 0;
    textEnd = 0;
    ByteBuffer source = ByteBuffer.wrap(raw, from, length - from);
    while (true) {
      chars.clear();
      CoderResult result = decoder.decode(source, chars, ended);
      append(chars.array(), chars.position());
      if (result.isUnderflow()) {
        return source.position();
      }
      if (result.isError()) {
        room(result.length());
        for (int i = 0; i < result.length(); i++) {
          text[textEnd++] = MALFORMED;
        }
        source.position(source.position() + result.length());
      }
    }
  }

  private void append(char[] from, int count) {
    room(count * 3);
    byte[] to = text;
    int at = textEnd;
    for (int i = 0; i < count; i++) {
      char c = from[i];
      if (c < 0x80) {
        to[at++] = (byte) c;
      } else if (c < 0x800) {
        to[at++] = (byte) (0xC0 | (c >> 6));
        to[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isHighSurrogate(c) && i + 1 < count) {
        int point = Character.toCodePoint(c, from[++i]);
        to[at++] = (byte) (0xF0 | (point >> 18));
        to[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        to[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        to[at++] = (byte) (0x80 | (point & 0x3F));
      } else {
        to[at++] = (byte) (0xE0 | (c >> 12));
        to[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        to[at++] = (byte) (0x80 | (c & 0x3F));
      }
    }
    textEnd = at;
  }

  private void room(int bytes) {
    if (textEnd + bytes > text.length) {
      text = Arrays.copyOf(text, textEnd + bytes);
    }
  }

  /** A decoder that reports what it does not understand instead of replacing it. */
  static CharsetDecoder strict(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public long storedBytes() {
    return in.storedBytes();
  }

  @Override
  public long fileOffset(long at) {
    return chunks.fileOffset(at);
  }

  @Override
  public void release(long at) {
    chunks.release(at);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
