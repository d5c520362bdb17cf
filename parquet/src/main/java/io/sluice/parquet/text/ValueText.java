package io.sluice.parquet.text;

import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.schema.ValueOrder;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;

/**
 * Plainly encoded values as people read them.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class ValueText {
  private ValueText() {}

  public static String of(byte[] value, DataType type) {
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
      case TIMESTAMP, TIMESTAMP_NTZ -> TimestampText.of(integer(value));
    };
  }

  private static long integer(byte[] value) {
    return value.length == Integer.BYTES
        ? (int) GrowableBytes.INT.get(value, 0)
        : (long) GrowableBytes.LONG.get(value, 0);
  }
}
