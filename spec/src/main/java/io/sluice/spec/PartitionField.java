package io.sluice.spec;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * One level of partitioning.
 *
 * @param column the column it is made from
 * @param function how
 * @param argument the width of {@code truncate} or the number of buckets; 0 for the others
 */
public record PartitionField(String column, PartitionFunction function, int argument)
    implements java.io.Serializable {
  /** Functions from a value to a partition's value. */
  public enum PartitionFunction {
    IDENTITY,
    YEAR,
    MONTH,
    DAY,
    HOUR,
    TRUNCATE,
    BUCKET
  }

  /** The partition key's name: the column's own, or for example {@code flight_date_year}. */
  public String name() {
    return switch (function) {
      case IDENTITY -> column;
      case YEAR -> column + "_year";
      case MONTH -> column + "_month";
      case DAY -> column + "_day";
      case HOUR -> column + "_hour";
      case TRUNCATE -> column + "_trunc";
      case BUCKET -> column + "_bucket";
    };
  }

  /**
   * The least value that has a partition: a truncated number is the multiple of the width below it,
   * and below the least multiple that its type holds there is none. Empty where every value of the
   * type has one.
   *
   * @param type of the column
   */
  public Optional<BigDecimal> leastValue(DataType type) {
    if (function != PartitionFunction.TRUNCATE) {
      return Optional.empty();
    }
    int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
    return leastOf(type)
        .flatMap(
            least -> {
              BigInteger width = BigInteger.valueOf(argument);
              // Division goes towards zero: the multiple above the least value.
              BigInteger multiple = least.divide(width).multiply(width);
              return multiple.equals(least)
                  ? Optional.empty()
                  : Optional.of(new BigDecimal(multiple, scale));
            });
  }

  /** Why a row is rejected whose value is less than {@link #leastValue}; without the value. */
  public String tooSmall(BigDecimal least, DataType type) {
    return "the value is less than "
        + least.toPlainString()
        + ", the least that truncate("
        + column
        + ", "
        + argument
        + ") has a partition for among "
        + type.ddl()
        + ": partition by something else, or make the column's type wider";
  }

  /** The least unscaled value that a key of such a column can have; tiny ones become an int. */
  private static Optional<BigInteger> leastOf(DataType type) {
    if (type instanceof DecimalType decimal) {
      return Optional.of(BigInteger.ONE.subtract(BigInteger.TEN.pow(decimal.precision())));
    }
    if (type == Primitive.INT) {
      return Optional.of(BigInteger.valueOf(Integer.MIN_VALUE));
    }
    return type == Primitive.BIGINT
        ? Optional.of(BigInteger.valueOf(Long.MIN_VALUE))
        : Optional.empty();
  }
}
