package io.sluice.ingest.transform;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.formats.column.Column;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.transform.value.ValueText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts of which the whole matches a regular expression.
 *
 * @param column as the rule spells it
 */
record MatchesRule(int slot, String column, String pattern, Pattern compiled) implements RowRule {
  private static final long serialVersionUID = 1;

  MatchesRule(int slot, String column, String pattern) {
    this(slot, column, pattern, Pattern.compile(pattern));
  }

  @Override
  public Test over(Column[] slots) {
    boolean[] nulls = slots[slot].nulls();
    ValueText text = ValueText.of(slots[slot]);
    Matcher matcher = compiled.matcher("");
    AsciiText ascii = new AsciiText();
    return new Test() {
      @Override
      public boolean isBroken(int row) {
        if (nulls[row]) {
          return false;
        }
        text.at(row);
        boolean plain = ascii.set(text.data(), text.start(), text.end());
        matcher.reset(plain ? ascii : text.string());
        try {
          return !matcher.matches();
        } catch (StackOverflowError e) {
          throw tooLong(text, e);
        }
      }

      @Override
      public String column(int row) {
        return column;
      }

      @Override
      public String message(int row) {
        text.at(row);
        return text.shown() + " does not match " + pattern;
      }
    };
  }

  /** Java tries the alternatives of a repeated group by recursion, once for each repetition. */
  private IngestException tooLong(ValueText text, StackOverflowError e) {
    return new IngestException(
        ExitCode.FAILED,
        "column "
            + column
            + " has a value of "
            + (text.end() - text.start())
            + " bytes, too long for the pattern "
            + pattern
            + ". Where it repeats a group, as in (a|b)*, write [ab]* or (a|b)*+",
        e);
  }

  /** Bytes as characters, without a string for each value. */
  private static final class AsciiText implements CharSequence {
    private byte[] data = new byte[0];
    private int start;
    private int end;

    /** False if a byte is not of ASCII. */
    boolean set(byte[] bytes, int from, int to) {
      data = bytes;
      start = from;
      end = to;
      for (int at = from; at < to; at++) {
        if (bytes[at] < 0) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int length() {
      return end - start;
    }

    @Override
    public char charAt(int index) {
      return (char) data[start + index];
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      AsciiText part = new AsciiText();
      part.set(data, start + from, start + to);
      return part;
    }

    @Override
    public String toString() {
      return new String(data, start, end - start, US_ASCII);
    }
  }
}
