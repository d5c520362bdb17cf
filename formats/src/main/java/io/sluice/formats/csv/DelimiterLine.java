package io.sluice.formats.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.format.Findings;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A first line as spreadsheets write it, which names the delimiter: {@code sep=;}. */
record DelimiterLine(String line, String delimiter) {
  private static final int MOST_BYTES = 16;
  private static final Pattern DIRECTIVE =
      Pattern.compile("^(\"?)[sS][eE][pP]=(.)\\1[,;]*(?=\r|\n)");

  static Optional<DelimiterLine> of(byte[] text) {
    Matcher found =
        DIRECTIVE.matcher(new String(text, 0, Math.min(text.length, MOST_BYTES), UTF_8));
    return found.find()
        ? Optional.of(new DelimiterLine(found.group(), found.group(2)))
        : Optional.empty();
  }

  String note() {
    return "the first line, '"
        + Findings.visible(line)
        + "', names the delimiter: it is not a record, and is skipped";
  }
}
