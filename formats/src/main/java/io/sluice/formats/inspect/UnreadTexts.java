package io.sluice.formats.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.format.Recognition;
import io.sluice.formats.format.TextSample;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts that are recognised only to say what they are: Sluice does not read them. */
final class UnreadTexts {
  private static final Pattern MARKUP =
      Pattern.compile("(?s)^(<\\?xml\\s|<!--|<!DOCTYPE\\s|<[A-Za-z_][\\w:.-]*(\\s[^<>]*)?/?>).*");
  private static final Pattern HTML =
      Pattern.compile(
          "(?is)^(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)*<(!doctype html|html|head|body)\\b.*");
  private static final List<Pattern> LOGS =
      List.of(
          // Apache and nginx: host ident user [time] "request" status bytes
          Pattern.compile("^\\S+ \\S+ \\S+ \\[\\d{2}/\\w{3}/\\d{4}:[^\\]]+] \".*\" \\d{3} .*"),
          // syslog, with or without priority
          Pattern.compile(
              "^(<\\d+>)?[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S+ [^,;\\t]+: .*"),
          // time, perhaps thread and level, message
          Pattern.compile(
              "^\\[?\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d[^\\s]*]?\\s+(\\S+\\s+)?\\[?"
                  + "(TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|NOTICE|CRITICAL)\\b.*"));
  private static final double MOST_LINES = 0.8;

  /** Two lines that begin alike are no coincidence; one may be. */
  private static final int ENOUGH_LOG_LINES = 2;

  private UnreadTexts() {}

  /** What the text is, if it is one of them. */
  static Optional<Recognition> recognise(TextSample text) {
    byte[] bytes = text.bytes();
    int start = text.firstVisible();
    if (start == bytes.length) {
      return Optional.empty();
    }
    String head = new String(bytes, start, Math.min(bytes.length - start, 4096), UTF_8);
    if (bytes[start] == '<' && MARKUP.matcher(head).matches()) {
      return Optional.of(
          HTML.matcher(head).matches()
              ? new Recognition("html", "an HTML page", 0.95, "it begins with HTML's first tags")
              : new Recognition("xml", "an XML document", 0.95, "it begins with a tag"));
    }
    return log(text);
  }

  private static Optional<Recognition> log(TextSample text) {
    List<String> lines = text.lines();
    for (Pattern pattern : LOGS) {
      long matching = lines.stream().filter(line -> pattern.matcher(line).matches()).count();
      if (matching >= ENOUGH_LOG_LINES && matching >= MOST_LINES * lines.size()) {
        return Optional.of(
            new Recognition(
                "log",
                "a log file",
                0.85,
                matching + " of the first " + lines.size() + " lines begin like a log's"));
      }
    }
    return Optional.empty();
  }
}
