package io.sluice.formats.text;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.source.ByteWindow;
import io.sluice.formats.source.CodeUnit;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Utf8Input;
import java.io.IOException;
import java.util.Optional;

/**
 * The text of a byte range, opened where its tokenizer has to begin.
 *
 * @param input owned by whoever opened the range; null for a text in memory
 * @param window on the range's part of the text, filled once
 */
public record TextRange(Utf8Input input, ByteWindow window, Begin begin) {
  /** Few texts are packed more densely; those that are need more than one look. */
  private static final int MOST_COMPRESSED = 16;

  /** What stands where the text was opened. */
  public enum Begin {
    /** The file's beginning: lines to skip, a header. */
    FILE,
    /** A record. */
    RECORD,
    /** The last unit before the range: up to the next line end all belongs to the range before. */
    WITHIN_RECORD
  }

  /**
   * Opens the text of a range.
   *
   * @param windowBytes how much of it is looked at at once; grows for longer records
   * @throws IllegalArgumentException if the range is a part of a file that may not be split
   */
  public static TextRange open(
      ObjectSource source, FileLayout layout, ByteRange range, int windowBytes) throws IOException {
    boolean fromData = range.startsAtRecord() || range.start() <= layout.dataStart();
    boolean whole = range.start() <= layout.dataStart() && range.last();
    String whyWhole = whyWhole(layout);
    if (!whole && !whyWhole.isEmpty()) {
      throw new IllegalArgumentException(source.uri() + " must be read in one range: " + whyWhole);
    }
    Optional<CodeUnit> unit = CodeUnit.of(layout.compression(), layout.encoding());
    long start = 0;
    if (unit.isPresent()) {
      start =
          fromData
              ? Math.max(range.start(), layout.dataStart())
              : unit.get().align(range.start()) - unit.get().bytes();
    }
    Utf8Input input = Utf8Input.open(source, layout.compression(), layout.encoding(), start);
    try {
      long end = range.last() ? Long.MAX_VALUE : range.end();
      ByteWindow window = new ByteWindow(input, windowBytes, start, end);
      window.fill();
      // Perhaps nothing but a byte order mark stands before the range.
      boolean fromMark = start == 0 && range.start() <= input.fileOffset(0);
      Begin inside = fromData ? Begin.RECORD : Begin.WITHIN_RECORD;
      boolean fromFile = start == 0 && (fromData || fromMark);
      return new TextRange(input, window, fromFile ? Begin.FILE : inside);
    } catch (RuntimeException e) {
      input.close();
      throw e;
    }
  }

  /**
   * A text in memory, for inspection.
   *
   * @param sample UTF-8 without byte order mark; copied
   * @param end {@code COMPLETE}, or {@code SAMPLE} if the file goes on
   */
  public static TextRange ofSample(byte[] sample, int length, ByteWindow.End end) {
    return new TextRange(null, new ByteWindow(sample, length, end), Begin.RECORD);
  }

  /** Why a file of this layout must be read in one range; empty if it may be split. */
  public static String whyWhole(FileLayout layout) {
    if (!layout.compression().equals("none")) {
      return "it is compressed (" + layout.compression() + ")";
    }
    if (CodeUnit.of(layout.compression(), layout.encoding()).isEmpty()) {
      return "its encoding is " + layout.encoding();
    }
    return layout.whyWhole();
  }

  /**
   * How many records a batch should have room for. Fewer for small files: the arrays of a full
   * batch cost more to clear than they take to read. Should the records be shorter than assumed,
   * they are read in a few batches.
   */
  public static int batchRecords(FileLayout layout, int fields, ByteRange range, int wanted) {
    long bytesOfRecord = 8L * Math.max(1, fields);
    return (int) Math.min(wanted, Math.max(16, textBytes(layout, range) / bytesOfRecord));
  }

  /** About how many bytes of text a range has at most. */
  private static long textBytes(FileLayout layout, ByteRange range) {
    long stored = range.end() - range.start();
    return layout.compression().equals("none") ? stored : stored * MOST_COMPRESSED;
  }

  /** How large a window on a range's text should be. */
  public static int windowBytes(FileLayout layout, ByteRange range) {
    // One byte more than there are, so that the first look finds the end, too.
    return range.last()
        ? (int) Math.min(textBytes(layout, range) + 8, ByteWindow.DEFAULT_BYTES)
        : ByteWindow.DEFAULT_BYTES;
  }
}
