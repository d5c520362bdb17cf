package io.sluice.formats.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.read.FileLayout;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.source.Utf8Input;
import java.util.Arrays;
import java.util.List;

/** The beginning of a file's text, which a format is looked for in. */
public final class TextSample {
  /** Lines that {@link #lines} returns at most. */
  public static final int MOST_LINES = 200;

  private static final int LINE_BYTES = 64 << 10;

  private final byte[] bytes;
  private final End end;
  private final String compression;
  private final String encoding;
  private final int markBytes;

  /**
   * @param bytes the file's beginning as UTF-8, without byte order mark; not copied
   * @param end {@link End#COMPLETE} if it is the whole file
   * @param compression of the file, as in {@code FileLayout}
   * @param encoding of the file, a charset name
   * @param markBytes how long the byte order mark was
   */
  public TextSample(byte[] bytes, End end, String compression, String encoding, int markBytes) {
    this.bytes = bytes;
    this.end = end;
    this.compression = compression;
    this.encoding = encoding;
    this.markBytes = markBytes;
  }

  /** The text as UTF-8; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** {@link End#COMPLETE} if it is the whole file. */
  public End end() {
    return end;
  }

  /** Of the file, as in {@code FileLayout}. */
  public String compression() {
    return compression;
  }

  /** Of the file, a charset name. */
  public String encoding() {
    return encoding;
  }

  /** The same file without its first bytes. */
  public TextSample from(int start) {
    return new TextSample(
        Arrays.copyOfRange(bytes, start, bytes.length), end, compression, encoding, markBytes);
  }

  /** Whether it is the whole file. */
  public boolean complete() {
    return end == End.COMPLETE;
  }

  /** How the file is stored, if its data begins at a position of the text. */
  public FileLayout.Stored stored(long position) {
    // What is decompressed or transcoded has no positions in the stored file.
    long dataStart = Utf8Input.seekable(compression, encoding) ? markBytes + position : 0;
    return new FileLayout.Stored(compression, encoding, dataStart);
  }

  /** Where the first character stands that is no white space; the length if there is none. */
  public int firstVisible() {
    int i = 0;
    while (i < bytes.length
        && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\n' || bytes[i] == '\r')) {
      i++;
    }
    return i;
  }

  /** The first whole lines that are not blank. */
  public List<String> lines() {
    int length = Math.min(bytes.length, LINE_BYTES);
    String[] lines = new String(bytes, 0, length, UTF_8).split("\r\n|\n|\r", -1);
    boolean within = !complete() || length < bytes.length;
    return Arrays.stream(lines, 0, within ? lines.length - 1 : lines.length)
        .filter(line -> !line.isBlank())
        .limit(MOST_LINES)
        .toList();
  }
}
