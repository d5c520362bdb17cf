package io.sluice.formats.decode;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * From a zone's local time to the instant. Between two changes of its clocks a zone has one offset;
 * the stretch last used is kept, so that neighbouring values cost a comparison.
 */
final class ZoneClock {
  /** The zone's clocks never showed this time: they were set forward over it. */
  static final long SKIPPED = Long.MIN_VALUE;

  private final ZoneRules rules;

  /** Local seconds {@code from .. to} have the one offset {@code offset}. */
  private long from;

  private long to;
  private long offset;

  /**
   * @param zone an IANA name or an offset
   * @throws java.time.DateTimeException if there is no such zone
   */
  ZoneClock(String zone) {
    rules = ZoneId.of(zone).getRules();
    if (rules.isFixedOffset()) {
      from = Long.MIN_VALUE;
      to = Long.MAX_VALUE;
      offset = rules.getOffset(Instant.EPOCH).getTotalSeconds();
    }
  }

  /**
   * The instant, in microseconds, at which the zone's clocks show {@code localMicros}; the first of
   * the two where they were set back; {@link #SKIPPED} if never.
   */
  long instant(long localMicros) {
    long seconds = Math.floorDiv(localMicros, Calendar.MICROS_PER_SECOND);
    if (seconds < from || seconds >= to) {
      LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
      List<ZoneOffset> valid = rules.getValidOffsets(local);
      if (valid.isEmpty()) {
        return SKIPPED;
      }
      if (valid.size() > 1) {
        return localMicros - valid.get(0).getTotalSeconds() * Calendar.MICROS_PER_SECOND;
      }
      remember(seconds, valid.get(0));
    }
    return localMicros - offset * Calendar.MICROS_PER_SECOND;
  }

  private void remember(long localSeconds, ZoneOffset current) {
    offset = current.getTotalSeconds();
    Instant instant = Instant.ofEpochSecond(localSeconds - offset);
    ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
    ZoneOffsetTransition after = rules.nextTransition(instant);
    from =
        before == null
            ? Long.MIN_VALUE
            : before.toEpochSecond()
                + Math.max(
                    before.getOffsetBefore().getTotalSeconds(),
                    before.getOffsetAfter().getTotalSeconds());
    to =
        after == null
            ? Long.MAX_VALUE
            : after.toEpochSecond()
                + Math.min(
                    after.getOffsetBefore().getTotalSeconds(),
                    after.getOffsetAfter().getTotalSeconds());
  }
}
