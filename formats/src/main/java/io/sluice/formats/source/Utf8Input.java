package io.sluice.formats.source;

import io.sluice.formats.decompress.Decompression;
import io.sluice.formats.decompress.Prefetch.Pace;
import io.sluice.formats.read.ReadException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A file's text as UTF-8, whatever its compression and encoding: a stream that knows where in the
 * file each of its bytes comes from. A byte order mark is left out. Bytes that are malformed in the
 * file's encoding come out as bytes that are malformed in UTF-8 (see {@link #MALFORMED}), so that
 * one validation finds both. Not thread-safe.
 *
 * <p>Positions count bytes of this stream, from 0.
 */
public interface Utf8Input extends Closeable {
  /** Stands for each byte that the file's encoding gives no meaning; never occurs in UTF-8. */
  byte MALFORMED = (byte) 0xFF;

  /**
   * Reads at least one byte, if there is one; -1 at the end.
   *
   * @throws io.sluice.formats.read.ReadException if the file cannot be read on
   */
  int read(byte[] target, int offset, int length) throws IOException;

  /** Stored bytes taken from the object so far. */
  long storedBytes();

  /**
   * Where the text at {@code position} begins, in bytes of the decompressed file in its own
   * encoding. Cheap for ascending positions. The position must not have been released.
   */
  long fileOffset(long position);

  /**
   * Where the first character begins that begins at or after an offset of the decompressed file:
   * the reverse of {@link #fileOffset}. {@code Long.MAX_VALUE} as long as the text has not been
   * read up to there. The text before it must not have been released. Something must have been
   * read.
   */
  long position(long fileOffset);

  /** Says that {@link #fileOffset} will not be asked about positions before this one. */
  void release(long position);

  /**
   * Opens an object's text.
   *
   * @param compression as in {@code FileLayout}
   * @param encoding a charset name
   * @param start the stored byte to begin at, the beginning of a unit; 0 unless the text has a
   *     {@link CodeUnit}
   */
  static Utf8Input open(ObjectSource source, String compression, String encoding, long start)
      throws IOException {
    Charset charset = charset(encoding, source.uri());
    RawInput raw =
        new RawInput(source, Decompression.of(compression, source.uri()), start, Pace.PREFETCH);
    return charset.equals(StandardCharsets.UTF_8) ? raw : new TranscodedInput(raw, charset, start);
  }

  private static Charset charset(String encoding, String uri) throws ReadException {
    try {
      return Charsets.named(encoding);
    } catch (IllegalArgumentException e) {
      throw new ReadException(
          uri,
          -1,
          "'" + encoding + "' is not an encoding that can be read",
          "Use an IANA charset name such as UTF-8, UTF-16, windows-1252 or EUC-KR",
          e);
    }
  }

  /** Whether positions of an object's text are offsets in the stored object. */
  static boolean seekable(String compression, String encoding) {
    return compression.equals("none") && Charsets.named(encoding).equals(StandardCharsets.UTF_8);
  }

  /**
   * The encoding with its byte order, where only the file's first bytes tell it.
   *
   * @param head the first bytes of the (decompressed) file
   */
  static Charset withByteOrder(Charset encoding, byte[] head) {
    return ByteOrderMark.resolve(encoding, head, head.length);
  }

  /**
   * The decompressed bytes, in whatever encoding and with byte order mark: for inspection. The
   * caller closes the stream. Its reads throw {@code ReadException} where the archive is damaged.
   */
  static InputStream decompressed(ObjectSource source, String compression) throws IOException {
    return new RawStream(
        new RawInput(source, Decompression.of(compression, source.uri()), 0, Pace.ON_DEMAND));
  }
}
