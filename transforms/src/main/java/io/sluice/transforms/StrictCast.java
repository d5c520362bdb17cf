package io.sluice.transforms;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;

/**
 * What ANSI casts still let through: rounding, truncation, and texts in forms that a strict reader
 * would refuse ({@code 1e3} or {@code " 12 "} as an integer, {@code 2020} as a date). Floating
 * point is approximate by nature: only an overflow is refused there.
 */
final class StrictCast {
  private static final int MESSAGE_CHARACTERS = 100;

  private StrictCast() {}

  /** True where the cast value does not say exactly what the value said. */
  static Column loses(Column value, DataType from, Column cast, DataType to) {
    if (from instanceof StringType) {
      return not(value.rlike(pattern(to))).or(infinite(value, cast, to));
    }
    if (to instanceof StringType || from instanceof MapType || to instanceof MapType) {
      return lit(false);
    }
    if (to instanceof FloatType || to instanceof DoubleType) {
      return infinite(value.cast(DataTypes.StringType), cast, to);
    }
    return not(cast.cast(from).eqNullSafe(value));
  }

  /** For a reject. */
  static Column message(Column value, DataType from, DataType to) {
    Column text = value.cast(DataTypes.StringType).substr(1, MESSAGE_CHARACTERS);
    return concat(
        lit("'"),
        org.apache.spark.sql.functions.coalesce(text, lit("null")),
        lit("' (" + from.catalogString() + ") is not exactly of type " + to.catalogString()));
  }

  private static Column infinite(Column text, Column cast, DataType to) {
    if (!(to instanceof FloatType) && !(to instanceof DoubleType)) {
      return lit(false);
    }
    Column asDouble = cast.cast(DataTypes.DoubleType);
    Column infinite =
        asDouble.equalTo(Double.POSITIVE_INFINITY).or(asDouble.equalTo(Double.NEGATIVE_INFINITY));
    return infinite.and(not(text.rlike("(?i)inf")));
  }

  /** The whole of a text that is a value of the type. */
  private static String pattern(DataType to) {
    if (to instanceof ByteType
        || to instanceof ShortType
        || to instanceof IntegerType
        || to instanceof LongType) {
      return "\\A[+-]?[0-9]+\\z";
    } else if (to instanceof DecimalType decimal) {
      String decimals = "[0-9]{0," + decimal.scale() + "}0*";
      return "\\A[+-]?(?:[0-9]+(?:\\." + decimals + ")?|\\.(?=[0-9])" + decimals + ")\\z";
    } else if (to instanceof FloatType || to instanceof DoubleType) {
      return "\\A(?i:[+-]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[+-]?[0-9]+)?|inf(?:inity)?)|nan)\\z";
    } else if (to.equals(DataTypes.BooleanType)) {
      return "\\A(?i:true|false)\\z";
    } else if (to.equals(DataTypes.DateType)) {
      return "\\A[0-9]{4}-[0-9]{2}-[0-9]{2}\\z";
    } else if (to.equals(DataTypes.TimestampType)) {
      return timestamp("(?:Z|[+-][0-9]{2}:?[0-9]{2})?");
    } else if (to.equals(DataTypes.TimestampNTZType)) {
      return timestamp("");
    }
    return "(?s).*";
  }

  private static String timestamp(String zone) {
    String time = "[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,6}0*)?)?";
    return "\\A[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T]" + time + zone + ")?\\z";
  }
}
