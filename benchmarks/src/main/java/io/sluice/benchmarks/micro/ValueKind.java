package io.sluice.benchmarks.micro;

import io.sluice.benchmarks.data.LineItems;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SplittableRandom;

/** Values as they come in tables, and their texts. */
public enum ValueKind {
  /** Ever new ones: keys. */
  KEYS("bigint") {
    @Override
    String text(int row, SplittableRandom random) {
      return Long.toString(Math.abs(random.nextLong()) >>> 20);
    }
  },
  /** A few that come again and again: quantities. */
  COUNTS("int") {
    @Override
    String text(int row, SplittableRandom random) {
      return Integer.toString(1 + random.nextInt(50));
    }
  },
  PRICES("decimal(15,2)") {
    @Override
    String text(int row, SplittableRandom random) {
      return random.nextInt(900, 105_000) + "." + (10 + random.nextInt(90));
    }
  },
  MEASURES("double") {
    @Override
    String text(int row, SplittableRandom random) {
      return Double.toString(random.nextInt(1_000_000_000) / 1e6);
    }
  },
  DATES("date") {
    @Override
    String text(int row, SplittableRandom random) {
      return LocalDate.ofEpochDay(8_000 + random.nextInt(2_500)).toString();
    }
  },
  TIMES("timestamp") {
    @Override
    String text(int row, SplittableRandom random) {
      return LocalDate.ofEpochDay(8_000 + random.nextInt(2_500))
          + String.format(
              Locale.ROOT,
              "T%02d:%02d:%02dZ",
              random.nextInt(24),
              random.nextInt(60),
              random.nextInt(60));
    }
  },
  FLAGS("boolean") {
    @Override
    String text(int row, SplittableRandom random) {
      return Boolean.toString(random.nextBoolean());
    }
  },
  /** A few short texts. */
  WORDS("string") {
    @Override
    String text(int row, SplittableRandom random) {
      return SHORT_TEXTS[random.nextInt(SHORT_TEXTS.length)];
    }
  },
  /** Ever new ones of 10 to 43 bytes. */
  COMMENTS("string") {
    @Override
    String text(int row, SplittableRandom random) {
      return COMMENT_TEXTS[row % COMMENT_TEXTS.length];
    }
  };

  private static final String[] SHORT_TEXTS = {
    "DELIVER IN PERSON", "COLLECT COD", "NONE", "TAKE BACK RETURN", "AIR", "TRUCK", "MAIL"
  };

  private static final String[] COMMENT_TEXTS = LineItems.comments(1 << 16);

  private final String type;

  ValueKind(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }

  /** The text of one value. */
  abstract String text(int row, SplittableRandom random);
}
