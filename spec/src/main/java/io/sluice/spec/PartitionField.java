package io.sluice.spec;

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
}
