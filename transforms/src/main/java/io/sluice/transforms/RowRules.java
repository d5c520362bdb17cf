package io.sluice.transforms;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.sluice.spec.QualityRule;
import io.sluice.spec.QualityRule.In;
import io.sluice.spec.QualityRule.Matches;
import io.sluice.spec.QualityRule.NotNull;
import io.sluice.spec.QualityRule.Range;
import io.sluice.spec.QualityRule.Sql;
import io.sluice.spec.SpecLocation;
import io.sluice.spec.TransformException;
import io.sluice.transforms.RowRule.Evaluated;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Turns rules about single rows into columns. */
final class RowRules {
  private static final Pattern WRITTEN_AS_LITERAL =
      Pattern.compile("(?is)\\s*(?:['\"]|date\\b|timestamp|current_|cast\\b|-?\\s*interval\\b).*");

  /** In Spark SQL a subtraction: 2024-01-01 is 2022. */
  private static final Pattern DATE =
      Pattern.compile("(?s)[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[ T].*)?");

  private static final int SHOWN_CHARACTERS = 100;
  private static final int SHOWN_VALUES = 10;

  private final Expressions expressions;
  private final StructType schema;

  RowRules(Expressions expressions, StructType schema) {
    this.expressions = expressions;
    this.schema = schema;
  }

  RowRule compile(QualityRule rule, int bit) {
    if (rule instanceof NotNull r) {
      return notNull(r, bit);
    } else if (rule instanceof In r) {
      return in(r, bit);
    } else if (rule instanceof Range r) {
      return range(r, bit);
    } else if (rule instanceof Matches r) {
      Column text = column(r.column(), r.location()).cast(DataTypes.StringType);
      return of(
          r,
          bit,
          not(text.rlike(WholeText.pattern(r.pattern()))),
          r.column(),
          concat(shown(text), lit(" does not match " + r.pattern())));
    }
    Sql r = (Sql) rule;
    Column condition =
        FilterStep.condition(r.condition(), expressions, schema, r.location()).column();
    return of(
        r,
        bit,
        not(coalesce(condition, lit(false))),
        "",
        lit(TransformException.quoted(r.condition()) + "the condition is not true"));
  }

  private RowRule notNull(NotNull r, int bit) {
    Column broken = lit(false);
    Column first = lit("");
    for (int i = r.columns().size() - 1; i >= 0; i--) {
      String name = Names.require(schema, r.columns().get(i), r.location()).name();
      broken = broken.or(Hidden.ref(name).isNull());
      first = when(Hidden.ref(name).isNull(), lit(name)).otherwise(first);
    }
    return new RowRule(r, bit, broken, Evaluated.PLAIN, first, lit("the value is null"));
  }

  private RowRule in(In r, int bit) {
    StructField field = Names.require(schema, r.column(), r.location());
    Column value = Hidden.ref(field.name());
    Object[] allowed =
        r.values().stream().map(text -> constant(text, field.dataType(), r.location())).toArray();
    List<String> some = r.values().subList(0, Math.min(SHOWN_VALUES, r.values().size()));
    String more = some.size() < r.values().size() ? ", ..." : "";
    return of(
        r,
        bit,
        not(value.isin(allowed)),
        r.column(),
        concat(shown(value), lit(" is not one of " + String.join(", ", some) + more)));
  }

  private RowRule range(Range r, int bit) {
    StructField field = Names.require(schema, r.column(), r.location());
    Column value = Hidden.ref(field.name());
    Column broken = lit(false);
    if (r.min().isPresent()) {
      broken = broken.or(value.lt(bound(r.min().get(), field, r.location())));
    }
    if (r.max().isPresent()) {
      broken = broken.or(value.gt(bound(r.max().get(), field, r.location())));
    }
    expressions.check(rangeWords(r), broken, schema, r.location());
    return of(r, bit, broken, r.column(), concat(shown(value), lit(" is not " + rangeWords(r))));
  }

  /** A number is a number; another bound is a literal as SQL writes it, or else plain text. */
  private Column bound(String text, StructField field, SpecLocation at) {
    boolean numeric = field.dataType() instanceof NumericType;
    if (numeric && DATE.matcher(text).matches()) {
      throw new TransformException(
          at, text, "a bound of a numeric column is a number, not a date: correct one of them");
    }
    if (!numeric && !WRITTEN_AS_LITERAL.matcher(text).matches()) {
      return constant(text, field.dataType(), at);
    }
    if (!expressions.check(text, schema, at).constant()) {
      throw new TransformException(
          at, text, "a bound is a constant; compare columns with a sql rule");
    }
    return expr(text);
  }

  /** A value of the column's type, from its text. */
  private Column constant(String text, DataType type, SpecLocation at) {
    if (type instanceof StringType) {
      return lit(text);
    }
    Column constant = lit(text).cast(type);
    expressions.check(text, constant, schema, at);
    return constant;
  }

  private Column column(String name, SpecLocation at) {
    return Hidden.ref(Names.require(schema, name, at).name());
  }

  private RowRule of(QualityRule rule, int bit, Column broken, String column, Column message) {
    boolean compares = rule instanceof In || rule instanceof Matches;
    Evaluated evaluation = compares ? Evaluated.PLAIN : Evaluated.GUARDED;
    return new RowRule(rule, bit, broken, evaluation, lit(column), message);
  }

  private static Column shown(Column value) {
    Column text = value.cast(DataTypes.StringType).substr(1, SHOWN_CHARACTERS);
    return concat(lit("'"), coalesce(text, lit("null")), lit("'"));
  }

  private static String rangeWords(Range r) {
    Optional<String> min = r.min();
    Optional<String> max = r.max();
    if (min.isPresent() && max.isPresent()) {
      return "between " + min.get() + " and " + max.get();
    }
    return min.map(m -> "at least " + m).orElseGet(() -> "at most " + max.orElse("?"));
  }
}
