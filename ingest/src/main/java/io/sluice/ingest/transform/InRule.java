package io.sluice.ingest.transform;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.ingest.transform.value.ValueText;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Values that are one of a set.
 *
 * @param column as the rule spells it
 * @param values of the column's type
 * @param words the values as the message shows them
 */
record InRule(int slot, String column, Allowed values, String words) implements RowRule {
  private static final long serialVersionUID = 1;

  /** The set, as each kind of column needs it. */
  static final class Allowed implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] whole;
    private final double[] floating;
    private final BytesSet bytes;

    /**
     * @param values as {@code TextCast} gives them
     */
    Allowed(List<Object> values) {
      whole = values.stream().mapToLong(Allowed::whole).sorted().toArray();
      floating =
          values.stream()
              .mapToDouble(value -> value instanceof Double d ? positiveZero(d) : 0)
              .sorted()
              .toArray();
      bytes = new BytesSet(values.stream().map(Allowed::bytes).toList());
    }

    private static long whole(Object value) {
      if (value instanceof BigDecimal decimal) {
        return decimal.unscaledValue().longValue();
      } else if (value instanceof Boolean b) {
        return b ? 1 : 0;
      }
      return value instanceof Long l ? l : 0;
    }

    private static byte[] bytes(Object value) {
      if (value instanceof BigDecimal decimal) {
        return decimal.unscaledValue().toByteArray();
      }
      return value instanceof byte[] bytes ? bytes : new byte[0];
    }
  }

  @Override
  public Test over(Column[] slots) {
    Column source = slots[slot];
    boolean[] nulls = source.nulls();
    IntPredicate contains = contains(source);
    return new Test() {
      @Override
      public boolean isBroken(int row) {
        return !nulls[row] && !contains.test(row);
      }

      @Override
      public String column(int row) {
        return column;
      }

      @Override
      public String message(int row) {
        ValueText text = ValueText.of(source);
        text.at(row);
        return text.shown() + " is not one of " + words;
      }
    };
  }

  private IntPredicate contains(Column source) {
    long[] whole = values.whole;
    double[] floating = values.floating;
    if (source instanceof IntColumn ints) {
      return row -> Arrays.binarySearch(whole, ints.values()[row]) >= 0;
    } else if (source instanceof LongColumn longs) {
      return row -> Arrays.binarySearch(whole, longs.values()[row]) >= 0;
    } else if (source instanceof BooleanColumn booleans) {
      return row -> Arrays.binarySearch(whole, booleans.values()[row] ? 1 : 0) >= 0;
    } else if (source instanceof FloatColumn floats) {
      return row -> Arrays.binarySearch(floating, positiveZero(floats.values()[row])) >= 0;
    } else if (source instanceof DoubleColumn doubles) {
      return row -> Arrays.binarySearch(floating, positiveZero(doubles.values()[row])) >= 0;
    }
    BytesColumn bytes = (BytesColumn) source;
    return row ->
        values.bytes.contains(bytes.data(), bytes.offsets()[row], bytes.offsets()[row + 1]);
  }

  /** Both zeros are equal, as NaNs are, but a search takes them for different. */
  private static double positiveZero(double value) {
    return value + 0.0;
  }
}
