package io.sluice.ingest.transform.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Set;

/**
 * A text cast as Spark SQL's ANSI cast does it, for the constants of a spec: spaces around it are
 * dropped, {@code 2024} is a date, {@code 9.999} rounds to a decimal's scale.
 */
public final class TextCast {
  private static final Set<String> TRUE = Set.of("t", "true", "y", "yes", "1");
  private static final Set<String> FALSE = Set.of("f", "false", "n", "no", "0");

  private TextCast() {}

  /** The text is not of the type; the message is Spark's. */
  public static final class CastException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    CastException(String message) {
      super(message);
    }
  }

  /**
   * The value: a Long of integers, dates (days) and timestamps (microseconds), a Boolean, a Double
   * also of floats, a BigDecimal, or the bytes of a string or binary value.
   *
   * @throws CastException if the text is not of the type
   * @throws IllegalArgumentException if the type is nested
   */
  public static Object cast(String text, DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal(text, decimal);
    }
    if (!(type instanceof Primitive primitive)) {
      throw new IllegalArgumentException("no text is a value of type " + type.ddl());
    }
    byte[] bytes = text.getBytes(UTF_8);
    return switch (primitive) {
      case STRING, BINARY -> bytes;
      case BOOLEAN -> bool(text);
      case TINYINT -> whole(text, type, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT -> whole(text, type, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> whole(text, type, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> whole(text, type, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT, DOUBLE -> floating(text, type);
      case DATE -> known(Temporals.date(bytes, 0, bytes.length), text, type);
      case TIMESTAMP -> known(Temporals.timestamp(bytes, 0, bytes.length), text, type);
      case TIMESTAMP_NTZ -> known(Temporals.timestampNtz(bytes, 0, bytes.length), text, type);
    };
  }

  /** What Spark says of a text that is not of the type. */
  public static String malformed(String text, DataType type) {
    return "The value '"
        + text.replace("\\", "\\\\").replace("'", "\\'")
        + "' of the type \"STRING\" cannot be cast to \""
        + type.ddl().toUpperCase(Locale.ROOT)
        + "\" because it is malformed.";
  }

  /** What Spark says of a number that has too many digits. */
  public static String tooManyDigits(BigDecimal value, int precision, int scale) {
    return value.toPlainString()
        + " cannot be represented as Decimal("
        + precision
        + ", "
        + scale
        + ").";
  }

  private static Long known(long value, String text, DataType type) {
    if (value == Temporals.NONE) {
      throw new CastException(malformed(text, type));
    }
    return value;
  }

  private static Boolean bool(String text) {
    String word = Trim.both(text).toLowerCase(Locale.ROOT);
    if (TRUE.contains(word)) {
      return true;
    } else if (FALSE.contains(word)) {
      return false;
    }
    throw new CastException(malformed(text, Primitive.BOOLEAN));
  }

  private static Long whole(String text, DataType type, long least, long most) {
    byte[] bytes = Trim.both(text).getBytes(UTF_8);
    if (StrictForms.isInteger(bytes, 0, bytes.length)) {
      try {
        long value = Long.parseLong(Trim.both(text));
        if (value >= least && value <= most) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new CastException(malformed(text, type));
      }
    }
    throw new CastException(malformed(text, type));
  }

  private static Double floating(String text, DataType type) {
    try {
      return type == Primitive.FLOAT ? (double) Float.parseFloat(text) : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      Double special = specialFloating(text);
      if (special == null) {
        throw new CastException(malformed(text, type));
      }
      return special;
    }
  }

  /** What the words for values that are no numbers mean, in any case; null for other texts. */
  static Double specialFloating(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> null;
    };
  }

  private static BigDecimal decimal(String text, DecimalType type) {
    BigDecimal value;
    try {
      value = new BigDecimal(text.trim());
    } catch (NumberFormatException e) {
      throw new CastException(malformed(text, type));
    }
    if ((long) value.precision() - value.scale() > DecimalType.MAX_PRECISION) {
      throw new CastException(
          "The value "
              + text
              + " cannot be interpreted as a numeric since it has more than 38 digits.");
    }
    BigDecimal rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
    if (rounded.precision() > type.precision()) {
      throw new CastException(tooManyDigits(value, type.precision(), type.scale()));
    }
    return rounded;
  }
}
