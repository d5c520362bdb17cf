package io.sluice.formats.json;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.text.TextRange;
import io.sluice.formats.text.TextRange.Begin;
import java.io.IOException;

/** Opens the text of JSON files and of parts of them. */
final class JsonText {
  private JsonText() {}

  /**
   * Opens a range.
   *
   * @param windowBytes how much of the text is looked at at once; grows for longer records
   * @throws IllegalArgumentException if the layout may not be split but is
   */
  static JsonTokenizer open(
      ObjectSource source,
      JsonLayout layout,
      ByteRange range,
      ObjectTokenizer objects,
      Extras extras,
      int windowBytes)
      throws IOException {
    TextRange text = TextRange.open(source, layout, range, windowBytes);
    try {
      JsonTokenizer tokenizer =
          new JsonTokenizer(
              source.uri(),
              text,
              layout instanceof JsonLinesLayout ? new LineFramer() : new DocumentFramer(),
              objects,
              extras,
              layout.maxRecordBytes());
      if (text.begin() == Begin.WITHIN_RECORD) {
        tokenizer.skipLine();
      }
      return tokenizer;
    } catch (IOException | RuntimeException e) {
      text.input().close();
      throw e;
    }
  }
}
