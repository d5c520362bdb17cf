package io.sluice.parquet.partition;

import io.sluice.parquet.text.TimestampText;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;

/** Partition values as they stand in folder names, before escaping. All times are UTC. */
final class KeyText {
  private static final int HOURS_PER_DAY = 24;

  private KeyText() {}

  /** A value of the column's own type. */
  static String of(long word, DataType type) {
    if (type instanceof DecimalType decimal) {
      return BigDecimal.valueOf(word, decimal.scale()).toPlainString();
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> word == 0 ? "false" : "true";
      case FLOAT -> Float.toString(Float.intBitsToFloat((int) word));
      case DOUBLE -> Double.toString(Double.longBitsToDouble(word));
      case DATE -> LocalDate.ofEpochDay(word).toString();
      case TIMESTAMP, TIMESTAMP_NTZ -> TimestampText.of(word);
      default -> Long.toString(word);
    };
  }

  /** A value that a function made: days for year, month and day, hours for hour, or a bucket. */
  static String of(long word, PartitionFunction function) {
    return switch (function) {
      case YEAR -> Integer.toString(LocalDate.ofEpochDay(word).getYear());
      case MONTH -> YearMonth.from(LocalDate.ofEpochDay(word)).toString();
      case DAY -> LocalDate.ofEpochDay(word).toString();
      case HOUR ->
          LocalDate.ofEpochDay(Math.floorDiv(word, HOURS_PER_DAY))
              + String.format(Locale.ROOT, "-%02d", Math.floorMod(word, HOURS_PER_DAY));
      default -> Long.toString(word);
    };
  }
}
