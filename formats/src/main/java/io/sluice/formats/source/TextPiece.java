package io.sluice.formats.source;

import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.source.Transcoder.Tail;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A piece from the middle of a stored text that has a {@link CodeUnit}, as UTF-8. What stands
 * before its first line end may be mutilated.
 */
public final class TextPiece {
  private final Charset charset;
  private final byte[] raw;
  private final byte[] text;
  private final int length;

  private TextPiece(Charset charset, byte[] raw, byte[] text, int length) {
    this.charset = charset;
    this.raw = raw;
    this.text = text;
    this.length = length;
  }

  /**
   * Transcodes the first {@code length} bytes of an array.
   *
   * @param raw not copied; must not be changed as long as the piece is used
   * @param end {@code COMPLETE} if the file ends after them, else {@code SAMPLE}
   */
  public static TextPiece of(String encoding, byte[] raw, int length, End end) {
    Charset charset = Charsets.named(encoding);
    if (charset.equals(StandardCharsets.UTF_8)) {
      return new TextPiece(charset, raw, raw, length);
    }
    Transcoder transcoder = Transcoder.of(charset);
    byte[] text = new byte[length];
    Tail tail = end == End.COMPLETE ? Tail.ENDS : Tail.GOES_ON;
    int from = 0;
    int made = 0;
    while (true) {
      made += transcoder.transcode(raw, from, length, tail, text, made, text.length);
      from += transcoder.taken();
      if (text.length - made > Long.BYTES) {
        return new TextPiece(charset, raw, text, made);
      }
      text = Arrays.copyOf(text, 2 * text.length + 2 * Long.BYTES);
    }
  }

  /** The text; not copied, and longer than {@link #length}. */
  public byte[] text() {
    return text;
  }

  /** How many bytes of text there are. */
  public int length() {
    return length;
  }

  /** Where in the array the text at a position began. */
  public long rawOffset(long position) {
    if (text == raw) {
      return position;
    }
    Transcoder transcoder = Transcoder.of(charset);
    byte[] again = new byte[(int) position];
    transcoder.transcode(raw, 0, raw.length, Tail.GOES_ON, again, 0, again.length);
    return transcoder.taken();
  }
}
