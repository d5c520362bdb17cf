package io.sluice.formats.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of {@link CsvTokenizer} once more, as short as they can be said: the whole text in a
 * string whose characters are the file's bytes, no buffers, no limits but the record's.
 */
final class ReferenceParser {
  private final CsvDialect dialect;
  private final String delimiter;
  private final String quote;
  private final String escape;
  private final String text;
  private final List<String> fields = new ArrayList<>();

  private ReferenceParser(CsvDialect dialect, byte[] bytes) {
    this.dialect = dialect;
    delimiter = bytesOf(dialect.delimiter());
    quote = bytesOf(dialect.quote());
    escape = bytesOf(dialect.escape().isEmpty() ? dialect.quote() : dialect.escape());
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    String marked = all.endsWith("\u001a") ? all.substring(0, all.length() - 1) : all;
    boolean half = marked.endsWith("\r") && dialect.newline().endsWith("\n");
    text = half ? marked.substring(0, marked.length() - 1) : marked;
  }

  private static String bytesOf(String word) {
    return new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  static List<String> read(CsvDialect dialect, byte[] bytes, int width) {
    return new ReferenceParser(dialect, bytes).all(width);
  }

  private List<String> all(int width) {
    List<String> out = new ArrayList<>();
    int at = 0;
    int number = 0;
    int most = (int) dialect.maxRecordBytes();
    for (; at < text.length(); number++) {
      String comment = bytesOf(dialect.comment());
      if (!comment.isEmpty() && text.startsWith(comment, at)) {
        at = after(lineEnd(at));
        continue;
      }
      int end = record(at);
      String what;
      boolean broken =
          (end < 0 && ~end < at + most) || (mayBeLong(at, end, most) && inQuotesAt(at, at + most));
      broken |= end == ~text.length();
      broken &= end < 0 || end - at > most;
      if (end == ~text.length() && text.length() - at > most) {
        broken = inQuotesAt(at, at + most);
      }
      if (broken && lineEnd(at) - at <= most) {
        end = lineEnd(at);
        what = "malformed_quotes";
      } else if (broken || end < 0 || end - at > most) {
        end = lineEnd(Math.min(text.length(), at + most));
        what = "record_too_long";
      } else if (end == at && dialect.blankLines() == CsvDialect.BlankLines.SKIP) {
        at = after(end);
        continue;
      } else {
        what = shown(width);
      }
      out.add(number + "@" + at + "+" + (end - at) + " " + what);
      at = after(end);
    }
    out.add("total " + number);
    return out;
  }

  private static boolean mayBeLong(int at, int end, int most) {
    return end < 0 || end - at > most;
  }

  private String shown(int width) {
    List<String> kept = new ArrayList<>(fields.subList(0, Math.min(width, fields.size())));
    while (kept.size() < width) {
      kept.add("~");
    }
    String all = String.join("|", kept);
    if (fields.size() > width) {
      all += " and " + (fields.size() - width);
    }
    return new String(all.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private int newlineLength(int i) {
    String rest = text.substring(i, Math.min(text.length(), i + 2));
    return switch (dialect.newline()) {
      case "\r" -> rest.startsWith("\r") ? 1 : 0;
      case "" -> rest.equals("\r\n") ? 2 : rest.startsWith("\n") || rest.startsWith("\r") ? 1 : 0;
      default -> rest.equals("\r\n") ? 2 : rest.startsWith("\n") ? 1 : 0;
    };
  }

  private int lineEnd(int from) {
    int i = from;
    while (i < text.length() && newlineLength(i) == 0) {
      i++;
    }
    return i;
  }

  private int after(int lineEnd) {
    return lineEnd == text.length() ? lineEnd : lineEnd + newlineLength(lineEnd);
  }

  private boolean ends(int i) {
    return i == text.length() || newlineLength(i) > 0;
  }

  /** The record's end; or the complement of the place where it turned out to be broken. */
  private int record(int at) {
    fields.clear();
    int i = at;
    while (true) {
      int start = i;
      if (!quote.isEmpty() && text.startsWith(quote, i)) {
        StringBuilder value = new StringBuilder();
        i = closing(i + quote.length(), text.length(), value);
        if (i == text.length()) {
          return ~i;
        }
        i += quote.length();
        while (i < text.length()
            && " \t".indexOf(text.charAt(i)) >= 0
            && !text.startsWith(delimiter, i)) {
          i++;
        }
        if (!ends(i) && !text.startsWith(delimiter, i)) {
          return ~i;
        }
        fields.add("[" + value + "]");
      } else {
        while (!ends(i) && !text.startsWith(delimiter, i)) {
          i++;
        }
        fields.add(text.substring(start, i));
      }
      if (!text.startsWith(delimiter, i)) {
        return i;
      }
      i += delimiter.length();
    }
  }

  /** Where the closing quote stands; the limit if there is none before it. */
  private int closing(int from, int limit, StringBuilder value) {
    int i = from;
    while (i < limit) {
      if (text.startsWith(escape + quote, i)) {
        value.append(quote);
        i += escape.length() + quote.length();
      } else if (!escape.equals(quote) && text.startsWith(escape + escape, i)) {
        value.append(escape);
        i += 2 * escape.length();
      } else if (text.startsWith(quote, i)) {
        return i;
      } else {
        value.append(text.charAt(i++));
      }
    }
    return limit;
  }

  private boolean inQuotesAt(int at, int limit) {
    if (quote.isEmpty()) {
      return false;
    }
    int i = at;
    while (i < limit && i < text.length()) {
      if (text.startsWith(quote, i)) {
        i = closing(i + quote.length(), Math.min(limit, text.length()), new StringBuilder());
        if (i >= Math.min(limit, text.length())) {
          return true;
        }
        i += quote.length();
      }
      while (i < limit && !ends(i) && !text.startsWith(delimiter, i)) {
        i++;
      }
      if (i >= limit || ends(i)) {
        return false;
      }
      i += delimiter.length();
    }
    return false;
  }
}
