package io.sluice.formats.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Makes UTF-8 of text in another encoding. Each byte without meaning becomes {@link
 * Utf8Input#MALFORMED}. Not thread-safe.
 */
abstract class Transcoder {
  /** What is after the bytes at hand. */
  enum Tail {
    /** More of them: a character may be split at their end. */
    GOES_ON,
    /** Nothing. */
    ENDS
  }

  private int taken;

  /** One for a text's beginning, or for its middle where the encoding has no states. */
  static Transcoder of(Charset charset) {
    if (charset.equals(StandardCharsets.UTF_16LE)) {
      return new Utf16Transcoder(CodeUnit.PAIR_LOW_FIRST);
    }
    if (charset.equals(StandardCharsets.UTF_16BE)) {
      return new Utf16Transcoder(CodeUnit.PAIR_HIGH_FIRST);
    }
    return SingleBytes.of(charset)
        .<Transcoder>map(SingleByteTranscoder::new)
        .orElseGet(() -> new CharsetTranscoder(charset));
  }

  /**
   * Makes text of {@code raw[from .. to)} until a character is not complete or does not fit into
   * {@code text[at .. limit)}; nothing else is written to. Four bytes are enough for any character.
   *
   * @return how many bytes of text were made
   */
  abstract int transcode(byte[] raw, int from, int to, Tail tail, byte[] text, int at, int limit);

  /** How many bytes the last call took. */
  final int taken() {
    return taken;
  }

  final void setTaken(int bytes) {
    taken = bytes;
  }
}
