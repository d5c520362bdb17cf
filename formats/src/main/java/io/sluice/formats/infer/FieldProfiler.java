package io.sluice.formats.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.decode.ScalarRecognizer;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.SourceOptions;
import java.util.Arrays;
import java.util.Optional;

/**
 * Looks at fields the way their decoders will, and notes in a {@link TypeProfile} what they could
 * be. Makes no object per value. Not thread-safe; profiles may be merged across profilers of equal
 * options.
 */
public final class FieldProfiler {
  private static final int TIMES =
      ScalarRecognizer.DATE | ScalarRecognizer.TIMESTAMP | ScalarRecognizer.TIMESTAMP_NTZ;

  private final ScalarRecognizer recognizer;
  private final byte[][] nullTokens;
  private final boolean trim;
  private final boolean emptyIsNull;
  private byte[] scratch = new byte[64];

  /**
   * @throws IllegalArgumentException if a pattern in the options is none
   */
  public FieldProfiler(SourceOptions options) {
    this(ValueRules.of(options), options.times().dateFormat(), options.times().timestampFormat());
  }

  /**
   * @param rules what columns will be decoded with; its format is not looked at
   * @param dateFormat the pattern that dates will be decoded with
   * @param timestampFormat likewise for timestamps
   */
  public FieldProfiler(
      ValueRules rules, Optional<String> dateFormat, Optional<String> timestampFormat) {
    recognizer = new ScalarRecognizer(rules, dateFormat, timestampFormat);
    nullTokens =
        rules.nulls().tokens().stream().map(token -> token.getBytes(UTF_8)).toArray(byte[][]::new);
    trim = rules.trim();
    emptyIsNull = rules.nulls().emptyIsNull();
  }

  /**
   * Looks at field {@code field} of all records of a table of delimited text. Records that could
   * not be tokenized are left out.
   *
   * @param field the field's place in the table, less than its width
   */
  public void observe(FieldTable table, int field, TypeProfile into) {
    byte[] text = table.buffer();
    int[] starts = table.starts();
    int[] ends = table.ends();
    byte[] flags = table.flags();
    int width = table.width();
    int records = table.records();
    boolean problems = table.problemCount() > 0;
    for (int record = 0, at = field; record < records; record++, at += width) {
      if (problems && table.problem(record) != null) {
        continue;
      }
      int flag = flags[at];
      if ((flag & (FieldTable.MISSING | FieldTable.NULL)) != 0) {
        into.addNull();
      } else if ((flag & FieldTable.ESCAPED) != 0) {
        observeEscaped(table, at, into);
      } else {
        observe(text, starts[at], ends[at], (flag & FieldTable.QUOTED) != 0, into);
      }
    }
  }

  private void observeEscaped(FieldTable table, int at, TypeProfile into) {
    int start = table.starts()[at];
    int end = table.ends()[at];
    boolean quoted = (table.flags()[at] & FieldTable.QUOTED) != 0;
    if (!quoted && isNull(table.buffer(), start, end)) {
      into.addNull();
      return;
    }
    if (scratch.length < end - start) {
      scratch = new byte[Math.max(end - start, 2 * scratch.length)];
    }
    int length = table.unescaper().unescape(table.buffer(), start, end, scratch);
    // A malformed escape rejects its record whatever the column's type is.
    if (length >= 0) {
      observe(scratch, 0, length, true, into);
    }
  }

  private void observe(byte[] text, int from, int to, boolean quoted, TypeProfile into) {
    int start = from;
    int end = to;
    if (!quoted) {
      if (trim) {
        while (start < end && isBlank(text[start])) {
          start++;
        }
        while (start < end && isBlank(text[end - 1])) {
          end--;
        }
      }
      if (start == end || isNull(text, start, end)) {
        into.addNull();
        return;
      }
    }
    observe(text, start, end, Reading.ANY, into);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private boolean isNull(byte[] text, int start, int end) {
    for (byte[] token : nullTokens) {
      if (Arrays.equals(token, 0, token.length, text, start, end)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks at one text that is not null: trimmed, without quotes, its escapes undone.
   *
   * @param reading how far it may be interpreted
   */
  public void observe(byte[] text, int start, int end, Reading reading, TypeProfile into) {
    if (start == end) {
      if (emptyIsNull) {
        into.addNull();
      } else {
        into.addEmpty();
      }
      return;
    }
    int types = recognizer.recognize(text, start, end);
    if (reading == Reading.TEXT_OR_TIME) {
      types &= TIMES;
    }
    if (reading == Reading.CERTAIN) {
      into.numbersAreCertain();
    }
    into.add(types, recognizer.wholeDigits(), recognizer.decimals(), text, start, end);
  }
}
