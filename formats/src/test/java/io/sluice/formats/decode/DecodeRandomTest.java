package io.sluice.formats.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoders against what the JDK makes of the same seeded random texts. */
class DecodeRandomTest {
  private static final int COUNT = 20_000;
  private final Random random = new Random(20240229);

  @Test
  void integersAgreeWithBigInteger() {
    check(
        Primitive.BIGINT,
        () -> (random.nextInt(3) == 0 ? "-" : "") + digits(1 + random.nextInt(21)),
        text -> {
          BigInteger value = new BigInteger(text);
          return value.bitLength() > 63 ? "!NUMBER_OUT_OF_RANGE" : value.toString();
        });
    check(
        Primitive.SMALLINT,
        () -> (random.nextBoolean() ? "-" : "") + digits(1 + random.nextInt(6)),
        text -> {
          int value = Integer.parseInt(text);
          return value == (short) value ? Integer.toString(value) : "!NUMBER_OUT_OF_RANGE";
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,0", "1,1", "4,2", "15,2", "18,0", "18,9", "18,18", "19,3", "38,12"})
  void decimalsAgreeWithBigDecimal(String parameters) {
    String[] parts = parameters.split(",", -1);
    DecimalType type = new DecimalType(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    check(
        type,
        () -> {
          String whole = digits(random.nextInt(type.precision() - type.scale() + 3));
          String fraction = digits(random.nextInt(type.scale() + 2));
          boolean point = !fraction.isEmpty() || random.nextBoolean();
          String text = whole + (point ? "." : "") + fraction;
          return (random.nextBoolean() ? "-" : "")
              + (text.equals(".") || text.isEmpty() ? "0" : text);
        },
        text -> {
          BigDecimal value = new BigDecimal(text);
          if (value.stripTrailingZeros().scale() > type.scale()) {
            return "!TOO_MANY_DECIMALS";
          }
          BigDecimal scaled = value.setScale(type.scale());
          return scaled.precision() > type.precision()
              ? "!NUMBER_OUT_OF_RANGE"
              : scaled.toPlainString();
        });
  }

  @Test
  void doublesAndFloatsAgreeWithTheJdk() {
    Supplier<String> texts =
        () ->
            switch (random.nextInt(5)) {
              case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
              case 1 -> Float.toString(Float.intBitsToFloat(random.nextInt()));
              case 2 -> digits(1 + random.nextInt(20)) + "." + digits(random.nextInt(20));
              case 3 -> "-" + digits(1 + random.nextInt(9)) + "." + digits(1 + random.nextInt(6));
              default -> digits(1 + random.nextInt(17)) + "e" + (random.nextInt(60) - 30);
            };
    check(
        Primitive.DOUBLE,
        texts,
        text -> {
          double value = Double.parseDouble(text);
          boolean over = Double.isInfinite(value) && !text.contains("Infinity");
          return over ? "!NUMBER_OUT_OF_RANGE" : Double.toString(value);
        });
    check(
        Primitive.FLOAT,
        texts,
        text -> {
          float value = Float.parseFloat(text);
          boolean over = Float.isInfinite(value) && !text.contains("Infinity");
          return over ? "!NUMBER_OUT_OF_RANGE" : Float.toString(value);
        });
  }

  @Test
  void datesAgreeWithJavaTime() {
    check(
        Primitive.DATE,
        () ->
            String.format(
                "%04d-%02d-%02d", random.nextInt(10_000), random.nextInt(14), random.nextInt(33)),
        text -> {
          try {
            return LocalDate.parse(text).toString();
          } catch (java.time.format.DateTimeParseException e) {
            return "!NOT_A_DATE";
          }
        });
  }

  @Test
  void zonesAgreeWithJavaTime() {
    for (String zone :
        List.of(
            "UTC", "Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")) {
      ZoneId id = ZoneId.of(zone);
      check(
          Fields.column(Primitive.TIMESTAMP, rules(Optional.empty(), zone)),
          () -> randomTime().toString().replace('T', random.nextBoolean() ? 'T' : ' '),
          text -> {
            LocalDateTime local = LocalDateTime.parse(text.replace(' ', 'T'));
            return id.getRules().getValidOffsets(local).isEmpty()
                ? "!NOT_A_TIMESTAMP"
                : local.atZone(id).toInstant().toString();
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dd/MM/yyyy",
        "yyyyMMdd",
        "MM-dd-uuuu HH",
        "yyyy/MM/dd HH:mm",
        "dd.MM.yyyy HH:mm:ss",
        "yyyyMMddHHmmss",
        "yyyy-MM-dd'T'HH:mm:ss.SSS",
        "yyyy-MM-dd HH:mm:ss.SSSSSS",
        "HH:mm:ss dd/MM/yyyy"
      })
  void fixedPatternsAreWhatJavaTimeMakesOfThem(String pattern) {
    TemporalText fixed = FixedPatternText.of(pattern);
    TemporalText general = new PatternText(pattern);
    var writer =
        java.time.format.DateTimeFormatter.ofPattern(PatternText.withProlepticYear(pattern));
    for (int i = 0; i < COUNT; i++) {
      StringBuilder text = new StringBuilder(randomTime().format(writer));
      if (random.nextBoolean()) {
        text.setCharAt(random.nextInt(text.length()), "0123456789 -/x".charAt(random.nextInt(14)));
      }
      if (random.nextInt(10) == 0) {
        text.append(random.nextInt(10));
      }
      byte[] bytes = text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      assertEquals(
          general.parse(bytes, 0, bytes.length),
          fixed.parse(bytes, 0, bytes.length),
          () -> "" + text);
    }
  }

  @Test
  void everyLengthAtEveryBufferPosition() {
    for (int length = 1; length <= 20; length++) {
      String digits = "12345678901234567890".substring(0, length);
      for (int pad = 0; pad <= 17; pad++) {
        byte[] bytes =
            ("9".repeat(pad) + digits + "9".repeat(17 - pad))
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        long wanted = length > 19 ? -1 : Long.parseLong(digits);
        assertEquals(wanted, Digits.parse(bytes, pad, pad + length));
        for (int bad = 0; bad < length; bad++) {
          for (byte wrong : new byte[] {0, '/', ':', (byte) 0xff, (byte) 0x80, ' '}) {
            byte kept = bytes[pad + bad];
            bytes[pad + bad] = wrong;
            assertEquals(true, Digits.parse(bytes, pad, pad + length) < 0);
            bytes[pad + bad] = kept;
          }
        }
      }
    }
  }

  private LocalDateTime randomTime() {
    long micros = random.nextLong(-2_000_000_000_000_000L, 4_000_000_000_000_000L);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L),
        (int) Math.floorMod(micros, 1_000_000L) * 1000,
        ZoneOffset.UTC);
  }

  private String digits(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('0' + (random.nextInt(4) == 0 ? 0 : random.nextInt(10))));
    }
    return text.toString();
  }

  private void check(DataType type, Supplier<String> texts, Function<String, String> oracle) {
    check(Fields.column(type, ValueRules.STRICT), texts, oracle);
  }

  private void check(ReadColumn column, Supplier<String> texts, Function<String, String> oracle) {
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      inputs.add(texts.get());
    }
    String[] decoded = Fields.decode(column, Fields.simple(inputs));
    for (int i = 0; i < COUNT; i++) {
      assertEquals(oracle.apply(inputs.get(i)), decoded[i], inputs.get(i));
    }
  }

  private static ValueRules rules(Optional<String> format, String zone) {
    return new ValueRules(
        new ValueRules.Nulls(List.of(), false),
        false,
        Optional.empty(),
        format,
        zone,
        new ValueRules.Numbers('.', Optional.empty(), false),
        new ValueRules.Booleans(List.of("true"), List.of("false")));
  }
}
