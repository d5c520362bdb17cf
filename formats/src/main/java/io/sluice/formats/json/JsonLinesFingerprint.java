package io.sluice.formats.json;

import io.sluice.formats.format.Fingerprint;
import io.sluice.formats.format.TextSample;
import io.sluice.formats.source.ByteWindow.End;
import java.util.Arrays;

/** Text that begins with lines of JSON, after the same byte order mark or none. */
final class JsonLinesFingerprint implements Fingerprint {
  private final JsonLinesLayout layout;
  private final byte[] mark;

  /**
   * @param file the file inspected
   */
  JsonLinesFingerprint(JsonLinesLayout layout, byte[] file) {
    this.layout = layout;
    mark = Arrays.copyOf(file, (int) layout.dataStart());
  }

  @Override
  public boolean holds(byte[] file) {
    int start = mark.length;
    if (file.length <= start
        || file[start] != '{'
        || !Arrays.equals(file, 0, start, mark, 0, start)) {
      return false;
    }
    int end = Math.min(file.length, start + GLANCE_BYTES);
    TextSample glance =
        new TextSample(
            Arrays.copyOfRange(file, start, end),
            end == file.length ? End.COMPLETE : End.SAMPLE,
            layout.compression(),
            layout.encoding(),
            start);
    var found = JsonTexts.recognise(glance);
    return found != null && found.format().equals(layout.format());
  }
}
