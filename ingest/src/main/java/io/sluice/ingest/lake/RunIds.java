package io.sluice.ingest.lake;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Run ids: they sort by start time, and two runs of the same second differ. */
public final class RunIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();

  private RunIds() {}

  /** For example {@code 20260131T093000-5f0c2a1b}. */
  public static String next(Instant startedAt) {
    byte[] bytes = new byte[4];
    RANDOM.nextBytes(bytes);
    return TIME.format(startedAt) + "-" + HexFormat.of().formatHex(bytes);
  }
}
