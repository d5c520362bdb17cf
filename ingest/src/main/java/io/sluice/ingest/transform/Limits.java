package io.sluice.ingest.transform;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.ingest.transform.value.DecimalReader;
import io.sluice.ingest.transform.value.Doubles;
import io.sluice.ingest.transform.value.TextCast;
import io.sluice.ingest.transform.value.ValueText;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import java.math.BigDecimal;
import java.util.Arrays;

/** The kinds of limits, by how values are compared. */
final class Limits {
  private Limits() {}

  /** Integers, dates, timestamps, booleans, and decimals of up to 18 digits as they are stored. */
  record Whole(Side side, long bound) implements Limit {
    private static final long serialVersionUID = 1;

    @Override
    public Test over(Column column) {
      if (column instanceof IntColumn ints) {
        int[] values = ints.values();
        return row -> side.outcome(Long.compare(values[row], bound));
      } else if (column instanceof BooleanColumn booleans) {
        boolean[] values = booleans.values();
        return row -> side.outcome(Long.compare(values[row] ? 1 : 0, bound));
      }
      long[] values = ((LongColumn) column).values();
      return row -> side.outcome(Long.compare(values[row], bound));
    }
  }

  /** Numbers as doubles; NaN is the greatest. */
  record Floating(Side side, double bound) implements Limit {
    private static final long serialVersionUID = 1;

    @Override
    public Test over(Column column) {
      Doubles values = Doubles.of(column);
      return row -> {
        double value = values.value(row);
        return side.outcome(value == bound ? 0 : Double.compare(value, bound));
      };
    }
  }

  /** Texts and binary values, by unsigned bytes. */
  static final class Bytes implements Limit {
    private static final long serialVersionUID = 1;

    private final Side side;
    private final byte[] bound;

    Bytes(Side side, byte[] bound) {
      this.side = side;
      this.bound = bound;
    }

    @Override
    public Test over(Column column) {
      byte[] data = ((BytesColumn) column).data();
      int[] offsets = ((BytesColumn) column).offsets();
      return row ->
          side.outcome(
              Arrays.compareUnsigned(data, offsets[row], offsets[row + 1], bound, 0, bound.length));
    }
  }

  /** Decimals of any number of digits. */
  record Decimals(Side side, BigDecimal bound) implements Limit {
    private static final long serialVersionUID = 1;

    @Override
    public Test over(Column column) {
      DecimalReader values = DecimalReader.of(column);
      return row -> side.outcome(values.value(row).compareTo(bound));
    }
  }

  /** A bound that no value reaches, or that none can lie beyond. */
  record Same(Outcome outcome) implements Limit {
    private static final long serialVersionUID = 1;

    @Override
    public Test over(Column column) {
      return row -> outcome;
    }
  }

  /** A bound that no value can be compared with. */
  record Failing(String message) implements Limit {
    private static final long serialVersionUID = 1;

    @Override
    public Test over(Column column) {
      return new Test() {
        @Override
        public Outcome at(int row) {
          return Outcome.FAILED;
        }

        @Override
        public String error(int row) {
          return message;
        }
      };
    }
  }

  /** Decimals and a bound that together have more than 38 digits, so that a value may not fit. */
  record Widened(Limit limit, int scale) implements Limit {
    private static final long serialVersionUID = 1;

    @Override
    public Test over(Column column) {
      Test narrow = limit.over(column);
      DecimalReader values = DecimalReader.of(column);
      return new Test() {
        @Override
        public Outcome at(int row) {
          return fits(values.value(row)) ? narrow.at(row) : Outcome.FAILED;
        }

        @Override
        public String error(int row) {
          BigDecimal value = values.value(row);
          return fits(value)
              ? narrow.error(row)
              : TextCast.tooManyDigits(value, DecimalType.MAX_PRECISION, scale);
        }
      };
    }

    private boolean fits(BigDecimal value) {
      return Widened.fits(value, scale);
    }

    /** Whether a value can have this many decimals and no more than 38 digits. */
    static boolean fits(BigDecimal value, int scale) {
      return value.signum() == 0
          || value.precision() - value.scale() <= DecimalType.MAX_PRECISION - scale;
    }
  }

  /** Texts as dates or timestamps. */
  record Times(Side side, DataType type, long bound) implements Limit {
    private static final long serialVersionUID = 1;

    @Override
    public Test over(Column column) {
      ValueText text = ValueText.of(column);
      return new Test() {
        @Override
        public Outcome at(int row) {
          text.at(row);
          try {
            return side.outcome(Long.compare((Long) TextCast.cast(text.string(), type), bound));
          } catch (TextCast.CastException e) {
            return Outcome.FAILED;
          }
        }

        @Override
        public String error(int row) {
          text.at(row);
          return EvaluationError.shortened(TextCast.malformed(text.string(), type));
        }
      };
    }
  }
}
