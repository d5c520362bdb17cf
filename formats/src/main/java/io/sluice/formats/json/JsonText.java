package io.sluice.formats.json;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.text.TextRange;
import io.sluice.formats.text.TextRange.Begin;
import io.sluice.spec.SourceOptions.JsonRecords;
import java.io.IOException;

/** Opens the text of JSON files and of parts of them. */
final class JsonText {
  private JsonText() {}

  /**
   * Opens a range.
   *
   * @param windowBytes how much of the text is looked at at once; grows for longer records
   * @throws IllegalArgumentException if the layout is not JSON, or may not be split but is
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
    TextRange text = TextRange.open(source, layout, range, windowBytes);
    try {
      JsonTokenizer tokenizer =
          new JsonTokenizer(
              source.uri(),
              text,
              lines ? new LineFramer() : new DocumentFramer(),
              objects,
              extras,
              maxRecordBytes(layout));
      if (text.begin() == Begin.WITHIN_RECORD) {
        tokenizer.skipLine();
      }
      return tokenizer;
    } catch (IOException | RuntimeException e) {
      text.input().close();
      throw e;
    }
  }

  /** What each record is. */
  static JsonRecords form(FileLayout layout) {
    return layout instanceof FileLayout.JsonLines lines
        ? lines.form()
        : ((FileLayout.Json) layout).form();
  }

  private static long maxRecordBytes(FileLayout layout) {
    return layout instanceof FileLayout.JsonLines lines
        ? lines.maxRecordBytes()
        : ((FileLayout.Json) layout).maxRecordBytes();
  }
}
