package io.sluice.formats.json;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.source.ByteWindow;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Utf8Input;
import java.io.IOException;

/** Opens the text of JSON files and of parts of them. */
final class JsonText {
  private JsonText() {}

  /**
   * Opens a range.
   *
   * @param windowBytes how much of the text is looked at at once; grows for longer records
   * @throws IllegalArgumentException if the layout is not JSON, or may not be cut but is
   */
  static JsonTokenizer open(
      ObjectSource source,
      FileLayout layout,
      ByteRange range,
      ObjectTokenizer objects,
      Extras extras,
      int windowBytes)
      throws IOException {
    boolean lines = layout instanceof FileLayout.JsonLines;
    if (!lines && !(layout instanceof FileLayout.Json)) {
      throw new IllegalArgumentException("not a JSON layout: " + layout.format());
    }
    boolean mayBeCut = lines && Utf8Input.seekable(layout.compression(), layout.encoding());
    if (!mayBeCut && !(range.last() && range.start() <= layout.dataStart())) {
      throw new IllegalArgumentException(
          source.uri() + " cannot be cut, but a part of it was to be read: " + range);
    }
    boolean atRecord = range.startsAtRecord() || range.start() <= layout.dataStart();
    long start =
        mayBeCut ? Math.max(layout.dataStart(), atRecord ? range.start() : range.start() - 1) : 0;
    Utf8Input input = Utf8Input.open(source, layout.compression(), layout.encoding(), start);
    try {
      ByteWindow window = new ByteWindow(input, windowBytes);
      // A byte order mark is known, and positions with it, once something has been read.
      window.fill();
      long rangeEnd = range.last() ? Long.MAX_VALUE : range.end() - input.fileOffset(0);
      JsonTokenizer tokenizer =
          new JsonTokenizer(
              source.uri(),
              input,
              window,
              lines ? new LineFramer() : new DocumentFramer(),
              objects,
              extras,
              rangeEnd,
              maxRecordBytes(layout));
      if (!atRecord) {
        tokenizer.skipLine();
      }
      return tokenizer;
    } catch (IOException | RuntimeException e) {
      input.close();
      throw e;
    }
  }

  private static long maxRecordBytes(FileLayout layout) {
    return layout instanceof FileLayout.JsonLines lines
        ? lines.maxRecordBytes()
        : ((FileLayout.Json) layout).maxRecordBytes();
  }
}
