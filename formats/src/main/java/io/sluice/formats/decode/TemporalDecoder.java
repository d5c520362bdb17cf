package io.sluice.formats.decode;

import io.sluice.formats.read.ReadColumn;

/** What decoders of dates and timestamps share: the form in which they are written. */
abstract class TemporalDecoder extends ScalarDecoder {
  final TemporalText temporal;

  TemporalDecoder(ReadColumn column) {
    super(column);
    try {
      temporal = column.rules().format().map(TemporalDecoder::pattern).orElseGet(IsoText::new);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("column " + column.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The parser of a user's pattern.
   *
   * @throws IllegalArgumentException if it is no pattern
   */
  static TemporalText pattern(String pattern) {
    try {
      // Refuses what is no pattern, whichever parser then takes it.
      TemporalText general = new PatternText(pattern);
      TemporalText fixed = FixedPatternText.of(pattern);
      return fixed == null ? general : fixed;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "format \""
              + pattern
              + "\" is not a date pattern ("
              + e.getMessage()
              + "); an example is dd/MM/yyyy HH:mm:ss",
          e);
    }
  }

  final boolean isIso() {
    return temporal instanceof IsoText;
  }

  /** What to do about a text of another form. */
  final String advice(byte[] text, int start, int end) {
    if (isBlank(text[start]) || isBlank(text[end - 1])) {
      return "set trim to drop the spaces around it";
    }
    if (!isIso()) {
      return "the column's format is " + column.rules().format().orElseThrow();
    }
    boolean dateShape =
        end - start >= 10
            && text[start + 4] == '-'
            && text[start + 7] == '-'
            && Digits.parse(text, start, start + 4) >= 0;
    return dateShape ? "" : "set format to the pattern in which it is written";
  }
}
