package io.sluice.ingest.transform.value;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.LongColumn;
import io.sluice.spec.type.DataType.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Puts values into a decimal column of either storage, if they are exactly of its type. */
final class DecimalWriter {
  private final int precision;
  private final int scale;

  /** Of the two, the one that the column is. */
  private final LongColumn longs;

  private final BytesColumn bytes;

  DecimalWriter(Column column) {
    DecimalType type = (DecimalType) column.type();
    precision = type.precision();
    scale = type.scale();
    longs = column instanceof LongColumn l ? l : null;
    bytes = column instanceof BytesColumn b ? b : null;
  }

  int scale() {
    return scale;
  }

  /** False, and nothing is set, if the value has more digits or decimals than the type. */
  boolean set(int row, BigDecimal value) {
    BigInteger unscaled = BigInteger.ZERO;
    if (value.signum() != 0) {
      BigDecimal plain = value.stripTrailingZeros();
      if (plain.scale() > scale || plain.precision() - plain.scale() > precision - scale) {
        return false;
      }
      unscaled = plain.setScale(scale).unscaledValue();
    }
    if (longs != null) {
      longs.values()[row] = unscaled.longValueExact();
    } else {
      byte[] content = unscaled.toByteArray();
      bytes.set(row, content, 0, content.length);
    }
    return true;
  }

  /**
   * As {@link #set(int, BigDecimal)}, for {@code value / 10^from}, from at most 18. Columns of up
   * to 18 digits take it without an object.
   */
  boolean set(int row, long value, int from) {
    if (longs == null) {
      return set(row, BigDecimal.valueOf(value, from));
    }
    long unscaled = value;
    if (from > scale) {
      long unit = Powers.of(from - scale);
      if (value % unit != 0) {
        return false;
      }
      unscaled = value / unit;
    } else if (from < scale && value != 0) {
      long limit = Powers.of(precision - Math.min(precision, scale - from));
      if (value <= -limit || value >= limit) {
        return false;
      }
      unscaled = value * Powers.of(scale - from);
    }
    long limit = Powers.of(precision);
    if (unscaled <= -limit || unscaled >= limit) {
      return false;
    }
    longs.values()[row] = unscaled;
    return true;
  }
}
