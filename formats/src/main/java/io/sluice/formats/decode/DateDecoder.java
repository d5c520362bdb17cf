package io.sluice.formats.decode;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;

/** {@code date}: ISO 8601, or the pattern that the rules name. */
final class DateDecoder extends TemporalDecoder {
  DateDecoder(ReadColumn column) {
    super(column);
  }

  @Override
  RejectCode unparsableCode() {
    return RejectCode.NOT_A_DATE;
  }

  @Override
  void decodeRows(FieldTable table, int field, Column out, RowErrors errors) {
    byte[] text = table.buffer();
    int[] starts = table.starts();
    int[] ends = table.ends();
    byte[] flags = table.flags();
    int[] values = ((IntColumn) out).values();
    boolean tokensFirst = tokensFirst();
    int records = table.records();
    int width = table.width();
    boolean iso = isIso();
    for (int row = 0, at = field; row < records; row++, at += width) {
      int start = starts[at];
      int end = ends[at];
      if (iso
          && (flags[at] & NO_TEXT) == 0
          && start < end
          && !(tokensFirst && nullTokens.matches(text, start, end))) {
        int day = IsoText.date(text, start, end);
        if (day != IsoText.NO_DATE) {
          values[row] = day;
          continue;
        }
      }
      decodeSlowly(table, field, row, out, errors);
    }
  }

  @Override
  SimpleForm simpleForm() {
    return isIso() && !tokensFirst() ? new SimpleForm.Date() : new SimpleForm.None();
  }

  @Override
  Problem store(byte[] text, int start, int end, Column out, int row) {
    long micros = temporal.parse(text, start, end);
    if (micros == TemporalText.NONE) {
      return unparsable(advice(text, start, end));
    }
    long day = Math.floorDiv(micros, Calendar.SECONDS_PER_DAY * Calendar.MICROS_PER_SECOND);
    boolean midnight = micros == day * Calendar.SECONDS_PER_DAY * Calendar.MICROS_PER_SECOND;
    // A pattern with a time was the user's choice; its midnight loses nothing.
    if (temporal.hasTime() && (isIso() || !midnight)) {
      return unparsable("it has a time; declare it timestamp_ntz or timestamp");
    }
    ((IntColumn) out).values()[row] = (int) day;
    return null;
  }
}
