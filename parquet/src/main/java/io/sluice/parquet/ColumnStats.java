package io.sluice.parquet;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a column holds.
 *
 * @param nulls rows in which the column itself is null
 * @param min the least value as text, in the form that SQL writes it; strings in the order of their
 *     UTF-8 bytes; NaN is no value here. Null if there is no value, if the type is nested, or if
 *     the value is longer than {@link #MAX_TEXT_BYTES}
 * @param max likewise the greatest
 */
public record ColumnStats(String name, long nulls, String min, String max) implements Serializable {
  public static final int MAX_TEXT_BYTES = 1024;

  public Optional<String> minText() {
    return Optional.ofNullable(min);
  }

  public Optional<String> maxText() {
    return Optional.ofNullable(max);
  }

  /**
   * The two taken together, for the same column of two files that both hold rows.
   *
   * @param type the column's, which decides the order of values
   */
  public ColumnStats merge(ColumnStats other, DataType type) {
    Comparator<String> order = order(type);
    return new ColumnStats(
        name,
        nulls + other.nulls,
        extreme(min, other.min, order),
        extreme(max, other.max, order.reversed()));
  }

  private static String extreme(String a, String b, Comparator<String> order) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return order.compare(a, b) <= 0 ? a : b;
  }

  private static Comparator<String> order(DataType type) {
    if (type instanceof DecimalType) {
      return Comparator.comparing(BigDecimal::new);
    }
    if (type instanceof Primitive primitive) {
      return switch (primitive) {
        case TINYINT, SMALLINT, INT, BIGINT -> Comparator.comparing(Long::valueOf);
        case FLOAT, DOUBLE -> Comparator.comparing(Double::valueOf);
        default ->
            (a, b) ->
                Arrays.compareUnsigned(
                    a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
      };
    }
    return Comparator.naturalOrder();
  }
}
