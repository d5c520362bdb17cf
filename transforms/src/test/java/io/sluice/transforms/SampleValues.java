package io.sluice.transforms;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values of each type that are likely to be treated wrongly, as Spark takes them from Java. */
final class SampleValues {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "abc",
          "null",
          "true",
          "TRUE",
          "False",
          "yes",
          "t",
          "0",
          "-0",
          "+5",
          "007",
          "12",
          " 12",
          "12 ",
          "127",
          "128",
          "-128",
          "-129",
          "32767",
          "32768",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          "00000000000000000000000000000000000007",
          "1.5",
          "1.50",
          "1.500000000000",
          ".5",
          "5.",
          ".",
          "-.5",
          "+.5e3",
          "1e3",
          "1E+3",
          "1e",
          "1e999",
          "-1e999",
          "1e39",
          "1e-400",
          "NaN",
          "nan",
          "+nan",
          "inf",
          "-INF",
          "Infinity",
          "+infinity",
          "1d",
          "1f",
          "0x10",
          "1,000",
          "1.239",
          "999.99",
          "1000",
          "0.001",
          "0.10",
          "12345678901234567890123456789012345678",
          "99999999999999999999999999999999999999.9",
          "123456789012345678901234567890123456789",
          "2024-02-29",
          "2023-02-29",
          "2024",
          "2024-1",
          "2024-1-1",
          "0001-01-01",
          "0000-01-01",
          "9999-12-31",
          "10000-01-01",
          "-2024-01-01",
          "+2024-01-01",
          "2024-01-01T",
          "2024-01-01 10:00",
          "2024-01-01T10:00:00",
          "2024-01-01T10:00:00Z",
          "2024-01-01 10:00:00.123456",
          "2024-01-01 10:00:00.1234560",
          "2024-01-01 10:00:00.1234567",
          "2024-01-01 10:00:00.",
          "2024-01-01T24:00:00",
          "2024-01-01T10:00:00+01:00",
          "2024-01-01T10:00:00+0130",
          "2024-01-01T10:00:00-18:00",
          "2024-01-01T10:00:00+18:01",
          "2024-01-01T10:00:00+1:00",
          "2024-01-01T10:00Z",
          "2024-01-01T10:00:60",
          "2024-01-01T10:60",
          "2024-13-01",
          "2024-00-10",
          "12:30",
          "T12:30",
          "1:2:3.4",
          "today",
          "now",
          "epoch",
          "2024-01-01 10:00:00 Europe/Berlin",
          "2024-01-01 10:00:00 UTC+3",
          "2024-01-01 1:2:3",
          "1582-10-10",
          "12345-01-01",
          "1234567-01-01",
          "12345678-01-01",
          "it's \\ so",
          "가나다",
          "😀 smile",
          "ſ",
          "\u00a05",
          "\t5\n",
          "5\u0000",
          "２",
          "a\nb",
          "ab\n",
          "Use `try_ that",
          "x".repeat(150),
          "😀".repeat(120));

  private final Random random;

  SampleValues(long seed) {
    random = new Random(seed);
  }

  /** Some fifty values, none of them null. */
  List<Object> of(DataType type) {
    List<Object> values = new ArrayList<>();
    if (type == Primitive.STRING) {
      values.addAll(TEXTS);
      for (int i = 0; i < 40; i++) {
        values.add(mutated(TEXTS.get(random.nextInt(TEXTS.size()))));
      }
      return values;
    }
    for (double value : numbers()) {
      add(values, value, type);
    }
    for (int i = 0; i < 25; i++) {
      values.add(any(type));
    }
    return values;
  }

  /** Any value of the type. */
  Object any(DataType type) {
    if (type instanceof DecimalType decimal) {
      BigInteger limit = BigInteger.TEN.pow(1 + random.nextInt(decimal.precision()));
      BigInteger unscaled = new BigInteger(130, random).mod(limit);
      if (random.nextBoolean()) {
        // Often with zeros at the end, so that it is something rounder too.
        BigInteger unit = BigInteger.TEN.pow(random.nextInt(decimal.precision()));
        unscaled = unscaled.divide(unit).multiply(unit);
      }
      return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), decimal.scale());
    }
    long bits = random.nextLong() >> random.nextInt(64);
    return switch ((Primitive) type) {
      case BOOLEAN -> random.nextBoolean();
      case TINYINT -> (byte) bits;
      case SMALLINT -> (short) bits;
      case INT -> (int) bits;
      case BIGINT -> bits;
      case FLOAT ->
          random.nextBoolean() ? (float) (bits % 1000 / 100.0) : Float.intBitsToFloat((int) bits);
      case DOUBLE ->
          random.nextBoolean() ? bits % 10_000_000_000L / 1e6 : Double.longBitsToDouble(bits);
      case STRING -> mutated(TEXTS.get(random.nextInt(TEXTS.size())));
      case BINARY -> ("b" + bits).getBytes(StandardCharsets.UTF_8);
      case DATE -> LocalDate.ofEpochDay(random.nextInt(3_650_000) - 719_000);
      case TIMESTAMP -> moment(bits);
      case TIMESTAMP_NTZ -> LocalDateTime.ofInstant(moment(bits), ZoneOffset.UTC);
    };
  }

  private Instant moment(long bits) {
    long unit =
        switch (random.nextInt(3)) {
          case 0 -> 1;
          case 1 -> 1_000_000L;
          default -> 86_400_000_000L;
        };
    long micros = bits % 60_000_000_000_000_000L / unit * unit;
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static double[] numbers() {
    return new double[] {
      0,
      -0.0,
      1,
      -1,
      2,
      0.5,
      0.1,
      1.005,
      2.5,
      9.99,
      10,
      127,
      128,
      -128,
      32767,
      32768,
      2147483647,
      2147483648.0,
      -2147483648.0,
      0x1p53,
      0x1p63,
      -0x1p63,
      9.3e12,
      9.2e12,
      1e19,
      1e38,
      1e300,
      1704067200,
      1704067200.123456,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      Float.MAX_VALUE
    };
  }

  private static void add(List<Object> values, double number, DataType type) {
    if (type == Primitive.DOUBLE) {
      values.add(number);
    } else if (type == Primitive.FLOAT) {
      values.add((float) number);
    } else if (type instanceof DecimalType decimal && Double.isFinite(number)) {
      BigDecimal value =
          new BigDecimal(Double.toString(number))
              .setScale(decimal.scale(), java.math.RoundingMode.HALF_UP);
      if (value.precision() <= decimal.precision()) {
        values.add(value);
      }
    } else if (type == Primitive.BIGINT) {
      values.add((long) number);
    } else if (type == Primitive.INT) {
      values.add((int) number);
    } else if (type == Primitive.SMALLINT) {
      values.add((short) number);
    } else if (type == Primitive.TINYINT) {
      values.add((byte) number);
    }
  }

  /** A text with a character more, less or changed, now and then. */
  private String mutated(String text) {
    String alphabet = "0123456789+-.:TZ eE/ aé";
    int at = random.nextInt(text.length() + 1);
    String letter = String.valueOf(alphabet.charAt(random.nextInt(alphabet.length())));
    return switch (random.nextInt(4)) {
      case 0 -> text;
      case 1 -> text.substring(0, at) + letter + text.substring(at);
      case 2 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1));
      default -> text.substring(0, at) + letter + text.substring(Math.min(text.length(), at + 1));
    };
  }
}
