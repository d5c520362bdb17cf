package io.sluice.formats.csv;

import io.sluice.formats.text.Bytes;
import io.sluice.formats.token.Unescaper;

/**
 * Drops each escape that stands before a quote or another escape; where quotes are doubled the
 * quote is its own escape. An escape before anything else is text.
 */
final class CsvUnescaper implements Unescaper {
  private final byte[] quote;
  private final byte[] escape;

  CsvUnescaper(byte[] quote, byte[] escape) {
    this.quote = quote;
    this.escape = escape;
  }

  @Override
  public int unescape(byte[] source, int start, int end, byte[] target) {
    int at = 0;
    int i = start;
    while (i < end) {
      if (Bytes.at(escape, source, i, end)) {
        int next = i + escape.length;
        byte[] meant =
            Bytes.at(quote, source, next, end)
                ? quote
                : Bytes.at(escape, source, next, end) ? escape : null;
        if (meant != null) {
          System.arraycopy(meant, 0, target, at, meant.length);
          at += meant.length;
          i = next + meant.length;
          continue;
        }
      }
      target[at++] = source[i++];
    }
    return at;
  }
}
