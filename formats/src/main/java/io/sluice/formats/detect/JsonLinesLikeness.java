package io.sluice.formats.detect;

import io.sluice.formats.read.FileLayout;
import java.util.Arrays;

/** Plain text that begins with lines of JSON. */
final class JsonLinesLikeness implements Likeness {
  private final byte[] mark;

  /**
   * @param file the file inspected
   */
  JsonLinesLikeness(FileLayout.JsonLines layout, byte[] file) {
    mark = Arrays.copyOf(file, (int) layout.dataStart());
  }

  @Override
  public boolean holds(byte[] file) {
    int start = mark.length;
    if (file.length <= start
        || file[start] != '{'
        || !Arrays.equals(file, 0, start, mark, 0, start)
        || Signature.of(file, file.length).isPresent()
        || !PlainText.is(file)) {
      return false;
    }
    int end = Math.min(file.length, start + GLANCE_BYTES);
    return TextKind.of(Arrays.copyOfRange(file, start, end), end == file.length)
        .filter(kind -> kind.format().equals("jsonl"))
        .isPresent();
  }
}
