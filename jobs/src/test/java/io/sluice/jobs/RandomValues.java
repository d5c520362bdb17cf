package io.sluice.jobs;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/** Seeded texts of values, in forms that Sluice and DuckDB both take. */
final class RandomValues {
  private static final String[] PIECES = {
    "a",
    "Z",
    "0",
    " ",
    "ab cd",
    ",",
    ";",
    "|",
    "\t",
    "\"",
    "'",
    "\n",
    "\r\n",
    "\\",
    "#",
    "é",
    "ß",
    "한국어",
    "가",
    "日本",
    "😀",
    "\u00a0",
    "null",
    "=",
    "{",
    "]",
    "x".repeat(100)
  };

  private final SplittableRandom random;
  private final CharsetEncoder encoder;

  /**
   * @param charset texts hold only what it can say
   */
  RandomValues(SplittableRandom random, Charset charset) {
    this.random = random;
    this.encoder = charset.newEncoder();
  }

  String scalar(ValueType type) {
    return switch (type) {
      case INT -> Integer.toString(random.nextInt() >> random.nextInt(32));
      case BIGINT -> Long.toString(random.nextLong() >> random.nextInt(64));
      case DECIMAL -> decimal(9, 2);
      case WIDE_DECIMAL -> decimal(38, 10);
      case DOUBLE -> real();
      case BOOLEAN -> random.nextBoolean() ? "true" : "false";
      case STRING -> text();
      case DATE -> date().toString();
      case TIMESTAMP -> instant().toString();
      case TIMESTAMP_NTZ -> instant().atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
    };
  }

  private String decimal(int precision, int scale) {
    int digits = 1 + random.nextInt(precision);
    BigInteger unscaled = new BigInteger(digits * 3, new java.util.Random(random.nextLong()));
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale)
        .toPlainString();
  }

  private String real() {
    while (true) {
      double value =
          random.nextBoolean()
              ? Double.longBitsToDouble(random.nextLong())
              : random.nextInt(100_000) / 1000.0;
      // DuckDB takes the least doubles for zero or refuses them; types.md says what Sluice does.
      if (Double.isFinite(value) && (value == 0 || Math.abs(value) > Double.MIN_NORMAL)) {
        return Double.toString(value);
      }
    }
  }

  private LocalDate date() {
    return LocalDate.ofEpochDay(random.nextLong(-719_162, 2_932_896));
  }

  private Instant instant() {
    return date()
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .plusSeconds(random.nextInt(86_400))
        .plusNanos(random.nextInt(1_000_000) * 1000L);
  }

  /** Also with what has a meaning in CSV and JSON; possibly empty. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
      String piece = PIECES[random.nextInt(PIECES.length)];
      if (encoder.canEncode(piece)) {
        text.append(piece);
      }
    }
    return text.toString();
  }
}
