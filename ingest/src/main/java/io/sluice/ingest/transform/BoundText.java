package io.sluice.ingest.transform;

import io.sluice.ingest.transform.value.TextCast;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound of a {@code range}, by what it looks like. To a numeric column a bound is a Spark SQL
 * literal; to others it is plain text, unless it begins like a literal.
 *
 * @param content what the quotes contain, or else the whole text
 */
record BoundText(Kind kind, String content) {
  /** What it looks like. */
  enum Kind {
    NUMBER,
    /** In single or double quotes. */
    QUOTED,
    /** {@code DATE '...'}. */
    DATE,
    /** {@code TIMESTAMP '...'}. */
    TIMESTAMP,
    /** A date without quotes, and whatever follows it. */
    PLAIN_DATE,
    /** A word that to a numeric column is the name of another. */
    WORD,
    /** Something that begins like a literal, but only Spark SQL knows what it is. */
    SQL,
    OTHER
  }

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern QUOTED = Pattern.compile("(?s)'([^'\\\\]*)'|\"([^\"\\\\]*)\"");
  private static final Pattern TYPED =
      Pattern.compile("(?i)(date|timestamp)\\s*'([0-9+-][^'\\\\]*)'");
  private static final Pattern PLAIN_DATE =
      Pattern.compile("(?s)[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[ T].*)?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern BEGINS_LIKE_LITERAL =
      Pattern.compile("(?is)\\s*(?:['\"]|date\\b|timestamp|current_|cast\\b|-?\\s*interval\\b).*");
  private static final Pattern SPECIAL_TIME =
      Pattern.compile("(?is)\\s*(?:epoch|now|today|tomorrow|yesterday).*");

  static BoundText of(String text) {
    Matcher quoted = QUOTED.matcher(text);
    if (quoted.matches()) {
      return new BoundText(
          Kind.QUOTED, quoted.group(1) == null ? quoted.group(2) : quoted.group(1));
    }
    Matcher typed = TYPED.matcher(text);
    if (typed.matches() && isTime(typed.group(2))) {
      Kind kind = typed.group(1).equalsIgnoreCase("date") ? Kind.DATE : Kind.TIMESTAMP;
      return new BoundText(kind, typed.group(2));
    }
    return new BoundText(unquoted(text), text);
  }

  private static Kind unquoted(String text) {
    if (BEGINS_LIKE_LITERAL.matcher(text).matches()) {
      return Kind.SQL;
    } else if (NUMBER.matcher(text).matches()) {
      return isSqlNumber(text) ? Kind.NUMBER : Kind.OTHER;
    } else if (PLAIN_DATE.matcher(text).matches()) {
      return Kind.PLAIN_DATE;
    }
    return WORD.matcher(text).matches() && !SelectItem.isWordOfSql(text) ? Kind.WORD : Kind.OTHER;
  }

  /** A literal that Spark SQL would not accept it shall refuse itself. */
  private static boolean isTime(String content) {
    try {
      TextCast.cast(content, Primitive.DATE);
      TextCast.cast(content, Primitive.TIMESTAMP);
      return true;
    } catch (TextCast.CastException e) {
      return false;
    }
  }

  private static boolean isSqlNumber(String text) {
    if (isApproximate(text)) {
      return Double.isFinite(Double.parseDouble(text));
    }
    BigDecimal value = new BigDecimal(text);
    return Math.max(value.precision(), value.scale()) <= DecimalType.MAX_PRECISION;
  }

  /** Whether a number's literal is a double. */
  static boolean isApproximate(String number) {
    return number.indexOf('e') >= 0 || number.indexOf('E') >= 0;
  }

  /** Whether a text means a moment that only Spark knows when it is cast to a date or timestamp. */
  static boolean isSpecialTime(String text) {
    return SPECIAL_TIME.matcher(text).matches();
  }

  /** Whether the type has values that {@link #isSpecialTime} is about. */
  static boolean isTime(DataType type) {
    return type == Primitive.DATE || type == Primitive.TIMESTAMP || type == Primitive.TIMESTAMP_NTZ;
  }
}
