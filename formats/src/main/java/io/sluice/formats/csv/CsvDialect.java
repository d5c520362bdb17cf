package io.sluice.formats.csv;

import io.sluice.formats.text.Newline;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How delimited text is written: the part of a layout that the tokenizer needs.
 *
 * @param delimiter one or more characters, none of them a line end
 * @param quote one or more characters; empty: nothing is quoted
 * @param escape what makes a quote inside quotes literal; the quote itself (or empty): doubling
 * @param comment lines that begin with it are skipped; empty: none are
 * @param newline {@code \n} (and with it {@code \r\n}), {@code \r}, or empty: any
 * @param blankLines what an empty line is
 * @param maxRecordBytes a record of more bytes of UTF-8 is rejected
 */
record CsvDialect(
    String delimiter,
    String quote,
    String escape,
    String comment,
    String newline,
    BlankLines blankLines,
    long maxRecordBytes) {

  /** What an empty line is. */
  enum BlankLines {
    /** Nothing: it is counted and left out. */
    SKIP,
    /** A record of one empty field: right for files of one column. */
    KEEP
  }

  CsvDialect {
    if (delimiter.isEmpty()) {
      throw new IllegalArgumentException("the delimiter is empty: name at least one character");
    }
    if (delimiter.indexOf('\n') >= 0 || delimiter.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("the delimiter contains a line end");
    }
    if (quote.indexOf('\n') >= 0 || quote.indexOf('\r') >= 0 || quote.equals(delimiter)) {
      throw new IllegalArgumentException("the quote must be neither the delimiter nor a line end");
    }
    Newline.of(newline);
  }

  /** The dialect of a file whose layout is known. */
  static CsvDialect of(CsvLayout layout) {
    return new CsvDialect(
        layout.delimiter(),
        layout.quote(),
        layout.escape(),
        layout.comment(),
        layout.newline(),
        layout.header().size() == 1 ? BlankLines.KEEP : BlankLines.SKIP,
        layout.maxRecordBytes());
  }

  /** A delimiter with blanks beside it, without them; empty for all others. */
  Optional<String> bareDelimiter() {
    String bare = delimiter.strip();
    return delimiter.length() > 1 && !bare.equals(delimiter) ? Optional.of(bare) : Optional.empty();
  }

  byte[] delimiterBytes() {
    return delimiter.getBytes(StandardCharsets.UTF_8);
  }

  byte[] quoteBytes() {
    return quote.getBytes(StandardCharsets.UTF_8);
  }

  /** The escape; the quote if quotes are doubled. */
  byte[] escapeBytes() {
    return (escape.isEmpty() ? quote : escape).getBytes(StandardCharsets.UTF_8);
  }

  byte[] commentBytes() {
    return comment.getBytes(StandardCharsets.UTF_8);
  }

  boolean doublesQuotes() {
    return escape.isEmpty() || escape.equals(quote);
  }

  Newline lineEnd() {
    return Newline.of(newline);
  }

  /** Turns fields of this dialect that hold escapes into text. */
  CsvUnescaper unescaper() {
    return new CsvUnescaper(quoteBytes(), escapeBytes());
  }
}
