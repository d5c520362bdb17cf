package io.sluice.parquet;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;

/** Plainly encoded values as people read them. */
final class ValueText {
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ValueText() {}

  static String of(byte[] value, DataType type) {
    if (type instanceof DecimalType decimal) {
      BigInteger unscaled =
          decimal.precision() > DecimalType.MAX_LONG_PRECISION
              ? new BigInteger(value)
              : BigInteger.valueOf(integer(value));
      return new BigDecimal(unscaled, decimal.scale()).toPlainString();
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> value[0] == 0 ? "false" : "true";
      case TINYINT, SMALLINT, INT, BIGINT -> Long.toString(integer(value));
      case FLOAT -> Float.toString(ValueOrder.floatOf(value));
      case DOUBLE -> Double.toString(ValueOrder.doubleOf(value));
      case STRING -> new String(value, StandardCharsets.UTF_8);
      case BINARY -> HexFormat.of().formatHex(value);
      case DATE -> LocalDate.ofEpochDay(integer(value)).toString();
      case TIMESTAMP, TIMESTAMP_NTZ ->
          TIMESTAMP.format(Instant.EPOCH.plus(integer(value), ChronoUnit.MICROS));
    };
  }

  private static long integer(byte[] value) {
    return value.length == Integer.BYTES
        ? (int) GrowableBytes.INT.get(value, 0)
        : (long) GrowableBytes.LONG.get(value, 0);
  }
}
