package io.sluice.formats.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.reject.PassedOver.Reason;
import io.sluice.formats.reject.PassedTally;
import io.sluice.formats.text.Bytes;

/** Counts the lines that stand before a table's header or first record. */
public final class AboveTable {
  private final byte[] text;
  private final String newline;

  /**
   * @param text the file's beginning
   * @param newline as in {@code FileLayout.Lines}
   */
  public AboveTable(byte[] text, String newline) {
    this.text = text;
    this.newline = newline;
  }

  /**
   * The lines that are skipped, and those between them and the header.
   *
   * @param skipped where the skipped lines end
   * @param first what the first of them is; the others are above the table
   * @param header where the header begins; {@code skipped} if there is none
   * @param comment what comments begin with; empty: there are none
   */
  public PassedOver count(int skipped, Reason first, int header, String comment) {
    PassedTally tally = new PassedTally();
    byte[] mark = comment.getBytes(UTF_8);
    for (int at = 0; at < header; ) {
      int end = at;
      while (end < header && Newlines.lengthAt(text, end, newline) == 0) {
        end++;
      }
      Reason reason = at == 0 ? first : Reason.ABOVE_TABLE;
      if (at >= skipped) {
        boolean isComment = mark.length > 0 && Bytes.at(mark, text, at, end);
        reason = isComment ? Reason.COMMENT : Reason.BLANK_LINE;
      }
      tally.add(reason, 1, text, at, end);
      at = end + Math.max(1, Newlines.lengthAt(text, end, newline));
    }
    return tally.sum();
  }
}
