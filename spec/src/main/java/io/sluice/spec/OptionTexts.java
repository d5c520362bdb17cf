package io.sluice.spec;

import io.sluice.spec.ScalarShape.NullText;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;

/** The scalars that only {@code source.options} has. */
final class OptionTexts {
  private OptionTexts() {}

  /** One or more characters; {@code \t} and the like may be spelled out. */
  static final Shape<String> DELIMITER =
      Shapes.scalar(
          "characters",
          "string",
          text -> {
            String value = unescape(text);
            if (value.isEmpty()) {
              throw new Refused("is empty", "for one column without a delimiter, leave it out");
            }
            if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
              throw new Refused("contains a line end", "a delimiter must be within a line");
            }
            return value;
          });

  /** One character or none. */
  static final Shape<String> CHARACTER_OR_NONE =
      new ScalarShape<>(
          "character, or \"\"",
          NullText.NO_VALUE,
          () -> Schemas.typed("string"),
          text -> {
            String value = unescape(text);
            if (value.codePointCount(0, value.length()) > 1) {
              throw new Refused("must be one character, but is '" + text + "'", "\"\" means none");
            }
            return value;
          });

  static final Shape<String> CHARACTER =
      Shapes.scalar(
          "character",
          "string",
          text -> {
            if (text.length() != 1) {
              throw new Refused("must be one character, but is '" + text + "'", "");
            }
            return text;
          });

  /** In place of what comments begin with: there are none. */
  static final String NO_COMMENTS = "none";

  static final Shape<String> PREFIX =
      Shapes.scalar(
          "characters, or none",
          "string",
          text -> {
            if (text.isEmpty()) {
              throw new Refused(
                  "is empty",
                  "every line would be a comment; write 'none' for files without comments");
            }
            return text.equals(NO_COMMENTS) ? "" : text;
          });

  static final Shape<String> NEWLINE =
      new ScalarShape<>(
          "one of \\n, \\r\\n, \\r",
          NullText.NO_VALUE,
          () -> Schemas.words(List.of("\n", "\r\n", "\r", "\\n", "\\r\\n", "\\r")),
          text -> {
            String value = unescape(text);
            if (!value.equals("\n") && !value.equals("\r\n") && !value.equals("\r")) {
              throw new Refused(
                  "must be \\n, \\r\\n or \\r", "in YAML with double quotes: newline: \"\\n\"");
            }
            return value;
          });

  static final Shape<String> ENCODING =
      Shapes.scalar(
          "charset",
          "string",
          text -> {
            try {
              // Found out per file, and a file in which it is not certain is refused.
              if (text.equals("strict")
                  || text.equalsIgnoreCase("HZ-GB-2312")
                  || Charset.isSupported(text)) {
                return text;
              }
            } catch (IllegalCharsetNameException e) {
              // Refused below, as a name that is legal but unknown.
            }
            List<String> common =
                List.of(
                    "UTF-8",
                    "UTF-16",
                    "UTF-16LE",
                    "UTF-16BE",
                    "UTF-32",
                    "US-ASCII",
                    "ISO-8859-1",
                    "windows-1252",
                    "EUC-KR",
                    "x-windows-949",
                    "Shift_JIS",
                    "GB18030");
            throw new Refused(
                "is not a known charset: '" + text + "'",
                NearestName.hint(text, common, "for example " + String.join(", ", common)));
          });

  static final Shape<String> TIME_PATTERN =
      Shapes.scalar(
          "java.time pattern",
          "string",
          text -> {
            checkTimePattern(text);
            return text;
          });

  static final Shape<String> TIMEZONE =
      Shapes.scalar(
          "time zone",
          "string",
          text -> {
            try {
              return ZoneId.of(text).getId();
            } catch (DateTimeException e) {
              throw new Refused(
                  "is not a time zone: '" + text + "'", "for example UTC, Asia/Seoul or +09:00");
            }
          });

  static void checkTimePattern(String text) throws Refused {
    try {
      if (text.isBlank()) {
        throw new IllegalArgumentException("it is empty");
      }
      new DateTimeFormatterBuilder().appendPattern(text);
    } catch (IllegalArgumentException e) {
      throw new Refused(
          "is not a date or time pattern: '" + text + "' (" + e.getMessage() + ")",
          "for example yyyy-MM-dd or dd.MM.yyyy HH:mm:ss");
    }
  }

  /** Spelled-out control characters; a backslash before anything else is itself. */
  static String unescape(String text) {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : '\0';
      int at = "tnr0\\".indexOf(next);
      if (next != '\0' && at >= 0) {
        value.append("\t\n\r\0\\".charAt(at));
        i++;
      } else if (next == 'u' && text.substring(i).matches("\\\\u[0-9a-fA-F]{4}.*")) {
        value.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }
}
