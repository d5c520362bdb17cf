package io.sluice.formats.decode;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.type.DataType.Primitive;
import java.time.DateTimeException;

/**
 * {@code timestamp}: an instant, which text without a zone names in the rules' time zone; and
 * {@code timestamp_ntz}: what a clock shows, whose text must not name a zone.
 */
final class TimestampDecoder extends TemporalDecoder {
  private final boolean local;
  private final ZoneClock clock;

  TimestampDecoder(ReadColumn column) {
    super(column);
    local = column.type() == Primitive.TIMESTAMP_NTZ;
    if (local && column.rules().format().filter(PatternText::hasZone).isPresent()) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + ": format \""
              + column.rules().format().orElseThrow()
              + "\" reads a time zone, which timestamp_ntz cannot keep; declare it timestamp");
    }
    try {
      clock = new ZoneClock(local ? "UTC" : column.rules().timezone());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + ": there is no time zone \""
              + column.rules().timezone()
              + "\"; examples are UTC, Asia/Seoul, +09:00",
          e);
    }
  }

  @Override
  RejectCode unparsableCode() {
    return RejectCode.NOT_A_TIMESTAMP;
  }

  @Override
  void decodeRows(FieldTable table, int field, Column out, RowErrors errors) {
    byte[] text = table.buffer();
    int[] starts = table.starts();
    int[] ends = table.ends();
    byte[] flags = table.flags();
    long[] values = ((LongColumn) out).values();
    boolean tokensFirst = tokensFirst();
    int records = table.records();
    int width = table.width();
    for (int row = 0, at = field; row < records; row++, at += width) {
      int start = starts[at];
      int end = ends[at];
      if ((flags[at] & NO_TEXT) == 0
          && start < end
          && !(tokensFirst && nullTokens.matches(text, start, end))) {
        long micros = micros(text, start, end);
        if (micros != TemporalText.NONE) {
          values[row] = micros;
          continue;
        }
      }
      decodeSlowly(table, field, row, out, errors);
    }
  }

  /** The column's value of a text, or {@link TemporalText#NONE}. */
  private long micros(byte[] text, int start, int end) {
    long shown = temporal.parse(text, start, end);
    if (shown == TemporalText.NONE) {
      return TemporalText.NONE;
    }
    int offset = temporal.offsetSeconds();
    if (offset == TemporalText.NO_OFFSET) {
      return local ? shown : clock.instant(shown);
    }
    return local ? TemporalText.NONE : shown - offset * Calendar.MICROS_PER_SECOND;
  }

  @Override
  SimpleForm simpleForm() {
    if (!isIso() || tokensFirst()) {
      return new SimpleForm.None();
    }
    return new SimpleForm.Timestamp(
        local
            ? SimpleText.Zones.NONE
            : column.rules().timezone().equals("UTC")
                ? SimpleText.Zones.UTC
                : SimpleText.Zones.NAMED);
  }

  @Override
  Problem store(byte[] text, int start, int end, Column out, int row) {
    long micros = micros(text, start, end);
    if (micros == TemporalText.NONE) {
      return unparsable(why(text, start, end));
    }
    ((LongColumn) out).values()[row] = micros;
    return null;
  }

  private String why(byte[] text, int start, int end) {
    if (temporal.parse(text, start, end) == TemporalText.NONE) {
      return temporal.skippedIn().isEmpty()
          ? advice(text, start, end)
          : skipped(temporal.skippedIn()) + ", for daylight-saving time: no clock there showed it";
    }
    return local
        ? "it names a time zone; declare it timestamp"
        : skipped(column.rules().timezone()) + "; set timezone to the zone it was written in";
  }

  private static String skipped(String zone) {
    return "clocks in " + zone + " skipped this time";
  }
}
