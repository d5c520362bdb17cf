package io.sluice.parquet.schema;

import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.util.Arrays;

/**
 * How plainly encoded values of a column compare. The rules are those of Parquet's TYPE_ORDER.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public enum ValueOrder {
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  /** One byte. Strings and binaries: unsigned bytes. */
  UNSIGNED_BYTES,
  /** Decimals in fixed length: two's complement, most significant byte first. */
  SIGNED_BYTES;

  public static ValueOrder of(DataType type, int physicalWidth) {
    if (type instanceof DecimalType) {
      return physicalWidth == 4 ? INT : physicalWidth == 8 ? LONG : SIGNED_BYTES;
    }
    return switch ((Primitive) type) {
      case TINYINT, SMALLINT, INT, DATE -> INT;
      case BIGINT, TIMESTAMP, TIMESTAMP_NTZ -> LONG;
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
      case BOOLEAN, STRING, BINARY -> UNSIGNED_BYTES;
    };
  }

  public int compare(byte[] a, byte[] b) {
    return switch (this) {
      case INT ->
          Integer.compare((int) GrowableBytes.INT.get(a, 0), (int) GrowableBytes.INT.get(b, 0));
      case LONG ->
          Long.compare((long) GrowableBytes.LONG.get(a, 0), (long) GrowableBytes.LONG.get(b, 0));
      case FLOAT -> Float.compare(floatOf(a), floatOf(b));
      case DOUBLE -> Double.compare(doubleOf(a), doubleOf(b));
      case UNSIGNED_BYTES -> Arrays.compareUnsigned(a, b);
      case SIGNED_BYTES -> compareSigned(a, b);
    };
  }

  public byte[] min(byte[] a, byte[] b) {
    return compare(a, b) <= 0 ? a : b;
  }

  public byte[] max(byte[] a, byte[] b) {
    return compare(a, b) >= 0 ? a : b;
  }

  public static float floatOf(byte[] bytes) {
    return Float.intBitsToFloat((int) GrowableBytes.INT.get(bytes, 0));
  }

  public static double doubleOf(byte[] bytes) {
    return Double.longBitsToDouble((long) GrowableBytes.LONG.get(bytes, 0));
  }

  /** Both of the same length. */
  private static int compareSigned(byte[] a, byte[] b) {
    return a[0] != b[0] ? Byte.compare(a[0], b[0]) : Arrays.compareUnsigned(a, b);
  }
}
