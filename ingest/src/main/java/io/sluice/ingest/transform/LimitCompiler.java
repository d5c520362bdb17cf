package io.sluice.ingest.transform;

import io.sluice.ingest.transform.BoundText.Kind;
import io.sluice.ingest.transform.Limit.Outcome;
import io.sluice.ingest.transform.Limit.Side;
import io.sluice.ingest.transform.value.Casts;
import io.sluice.ingest.transform.value.TextCast;
import io.sluice.spec.SpecLocation;
import io.sluice.spec.TransformException;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Understands the bounds of a range as Spark SQL compares them with a column of the type. */
final class LimitCompiler {
  private static final BigDecimal MICROS_PER_DAY = BigDecimal.valueOf(86_400_000_000L);

  private final Field field;
  private final List<Field> fields;
  private final SpecLocation at;
  private final String words;

  /**
   * @param fields all columns that are there
   * @param words the range as messages show it
   */
  LimitCompiler(Field field, List<Field> fields, SpecLocation at, String words) {
    this.field = field;
    this.fields = fields;
    this.at = at;
    this.words = words;
  }

  /** The limits, after both bounds have been found to be something. */
  List<Limit> compile(Optional<String> min, Optional<String> max) {
    Stream.concat(min.stream(), max.stream()).forEach(this::requireConstant);
    return Stream.concat(
            min.stream().map(text -> compile(text, Side.LEAST)),
            max.stream().map(text -> compile(text, Side.GREATEST)))
        .toList();
  }

  private void requireConstant(String text) {
    BoundText bound = BoundText.of(text);
    switch (bound.kind()) {
      case QUOTED, DATE, TIMESTAMP -> {}
      default -> {
        if (!Casts.isNumber(field.type())) {
          RuleCompiler.constant(text, field.type(), at);
        } else if (bound.kind() != Kind.NUMBER) {
          throw notNumeric(text, bound);
        }
      }
    }
  }

  private Limit compile(String text, Side side) {
    BoundText bound = BoundText.of(text);
    if (Casts.isNumber(field.type())) {
      return numeric(text, bound, side);
    } else if (field.type().nested()) {
      throw incomparable(Primitive.STRING);
    }
    return switch (bound.kind()) {
      case QUOTED -> cast(bound.content(), field.type(), side);
      case DATE -> time(bound.content(), Primitive.DATE, side);
      case TIMESTAMP -> time(bound.content(), Primitive.TIMESTAMP, side);
      default -> of(RuleCompiler.constant(text, field.type(), at), side);
    };
  }

  private Limit numeric(String text, BoundText bound, Side side) {
    return switch (bound.kind()) {
      case NUMBER -> number(text, side);
      case QUOTED -> {
        boolean fractional =
            field.type() instanceof DecimalType
                || field.type() == Primitive.FLOAT
                || field.type() == Primitive.DOUBLE;
        yield cast(bound.content(), fractional ? Primitive.DOUBLE : Primitive.BIGINT, side);
      }
      case DATE -> throw incomparable(Primitive.DATE);
      case TIMESTAMP -> throw incomparable(Primitive.TIMESTAMP);
      case WORD, PLAIN_DATE, SQL, OTHER -> throw notNumeric(text, bound);
    };
  }

  /** To a numeric column, a text that is no number is what Spark SQL takes it for. */
  private TransformException notNumeric(String text, BoundText bound) {
    if (bound.kind() == Kind.WORD) {
      Names.resolve(fields, text, text, at);
      return new TransformException(
          at, text, "a bound is a constant; compare columns with a sql rule");
    }
    String more = bound.kind() == Kind.PLAIN_DATE ? ", not a date: correct one of them" : "";
    return new TransformException(at, text, "a bound of a numeric column is a number" + more);
  }

  private Limit number(String text, Side side) {
    if (BoundText.isApproximate(text)) {
      return new Limits.Floating(side, Double.parseDouble(text));
    }
    BigDecimal bound = new BigDecimal(text);
    if (field.type() == Primitive.FLOAT || field.type() == Primitive.DOUBLE) {
      return new Limits.Floating(side, bound.doubleValue());
    }
    if (!(field.type() instanceof DecimalType column)) {
      return exact(bound, 0, side);
    }
    int precision = Math.max(bound.precision(), bound.scale());
    int scale = Math.max(column.scale(), bound.scale());
    int whole = Math.max(column.precision() - column.scale(), precision - bound.scale());
    int wholeLeft = DecimalType.MAX_PRECISION - scale;
    Limit limit = exact(bound, column.scale(), side);
    if (whole <= wholeLeft) {
      return limit;
    }
    // Both are made one type of at most 38 digits, which then has too few before its point.
    if (!Limits.Widened.fits(bound, scale)) {
      limit = new Limits.Failing(TextCast.tooManyDigits(bound, DecimalType.MAX_PRECISION, scale));
    }
    return column.precision() - column.scale() > wholeLeft
        ? new Limits.Widened(limit, scale)
        : limit;
  }

  /** The bound in the unit that the column's values are stored in. */
  private Limit exact(BigDecimal bound, int scale, Side side) {
    if (field.type() instanceof DecimalType decimal
        && decimal.precision() > DecimalType.MAX_LONG_PRECISION) {
      return new Limits.Decimals(side, bound);
    }
    return whole(bound.movePointRight(scale), side);
  }

  /** Of whole numbers, those within a bound are those within the nearest whole one. */
  private static Limit whole(BigDecimal bound, Side side) {
    RoundingMode inward = side == Side.LEAST ? RoundingMode.CEILING : RoundingMode.FLOOR;
    BigInteger nearest = bound.setScale(0, inward).toBigInteger();
    if (nearest.bitLength() < Long.SIZE) {
      return new Limits.Whole(side, nearest.longValue());
    }
    boolean beyond = (nearest.signum() > 0) == (side == Side.LEAST);
    return new Limits.Same(beyond ? Outcome.BEYOND : Outcome.WITHIN);
  }

  /** A constant of the type; if it is none, the rule fails for each value, as in Spark SQL. */
  private Limit cast(String text, DataType type, Side side) {
    try {
      return of(TextCast.cast(text, type), side);
    } catch (TextCast.CastException e) {
      return new Limits.Failing(EvaluationError.shortened(e.getMessage()));
    }
  }

  private static Limit of(Object value, Side side) {
    if (value instanceof byte[] bytes) {
      return new Limits.Bytes(side, bytes);
    } else if (value instanceof Double d) {
      return new Limits.Floating(side, d);
    } else if (value instanceof Boolean b) {
      return new Limits.Whole(side, b ? 1 : 0);
    }
    return new Limits.Whole(side, (Long) value);
  }

  private Limit time(String text, Primitive type, Side side) {
    long bound = (Long) TextCast.cast(text, type);
    if (field.type() == Primitive.STRING) {
      return new Limits.Times(side, type, bound);
    } else if (!BoundText.isTime(field.type())) {
      throw incomparable(type);
    } else if (field.type() == type) {
      return new Limits.Whole(side, bound);
    } else if (type == Primitive.DATE) {
      return whole(BigDecimal.valueOf(bound).multiply(MICROS_PER_DAY), side);
    } else if (field.type() == Primitive.DATE) {
      RoundingMode inward = side == Side.LEAST ? RoundingMode.CEILING : RoundingMode.FLOOR;
      return whole(BigDecimal.valueOf(bound).divide(MICROS_PER_DAY, 0, inward), side);
    }
    return new Limits.Whole(side, bound);
  }

  private TransformException incomparable(DataType literal) {
    return new TransformException(
        at,
        words,
        "the left and right operands of the binary operator have incompatible types (\""
            + field.type().ddl().toUpperCase(Locale.ROOT)
            + "\" and \""
            + literal.ddl().toUpperCase(Locale.ROOT)
            + "\").");
  }
}
