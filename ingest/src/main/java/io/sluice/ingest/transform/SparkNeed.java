package io.sluice.ingest.transform;

import io.sluice.ingest.transform.value.Casts;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.QualityRule;
import io.sluice.spec.QualityRule.In;
import io.sluice.spec.QualityRule.Range;
import io.sluice.spec.QualityRule.Sql;
import io.sluice.spec.QualityRule.Unique;
import io.sluice.spec.TransformSpec;
import io.sluice.spec.TransformSpec.Cast;
import io.sluice.spec.TransformSpec.Deduplicate;
import io.sluice.spec.TransformSpec.Derive;
import io.sluice.spec.TransformSpec.Filter;
import io.sluice.spec.TransformSpec.Select;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.TypeParser;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a spec needs Spark SQL: for expressions, for what compares rows with each other, and for the
 * few constants that only Spark SQL understands. Decided by the spec alone, before any file is
 * looked at; where a column's type is not known by then, and it matters, the answer is Spark.
 */
public final class SparkNeed {
  private final KnownTypes types;

  private SparkNeed(KnownTypes types) {
    this.types = types;
  }

  /**
   * For people, the first part of the spec that needs Spark SQL and why, for example {@code
   * transforms[1].filter is a Spark SQL expression}; nothing if {@link ColumnTransforms} does it
   * all.
   */
  public static Optional<String> of(DatasetSpec spec) {
    SparkNeed need = new SparkNeed(new KnownTypes(spec));
    for (TransformSpec step : spec.transforms()) {
      Optional<String> reason = need.of(step);
      if (reason.isPresent()) {
        return reason.map(why -> step.location().path() + " " + why);
      }
      need.types.pass(step);
    }
    for (QualityRule rule : spec.quality()) {
      Optional<String> reason = need.of(rule);
      if (reason.isPresent()) {
        return reason.map(why -> rule.location().path() + " " + why);
      }
    }
    return Optional.empty();
  }

  private Optional<String> of(TransformSpec step) {
    if (step instanceof Filter) {
      return Optional.of("is a Spark SQL expression");
    } else if (step instanceof Derive) {
      return Optional.of("has Spark SQL expressions");
    } else if (step instanceof Deduplicate) {
      return Optional.of("compares rows with each other, which Spark SQL does");
    } else if (step instanceof Select select) {
      return select.expressions().stream()
          .filter(text -> SelectItem.of(text).isEmpty())
          .findFirst()
          .map(text -> "has the Spark SQL expression '" + text + "'");
    } else if (step instanceof Cast cast) {
      return cast.columns().entrySet().stream()
          .filter(column -> TypeParser.parse(column.getValue()).nested())
          .map(Map.Entry::getKey)
          .findFirst()
          .map(name -> "makes column '" + name + "' a nested one, which Spark SQL does");
    }
    return Optional.empty();
  }

  private Optional<String> of(QualityRule rule) {
    if (rule instanceof Sql) {
      return Optional.of("is a Spark SQL expression");
    } else if (rule instanceof Unique) {
      return Optional.of("compares rows with each other, which Spark SQL does");
    } else if (rule instanceof In in) {
      Optional<DataType> type = types.of(in.column());
      return in.values().stream()
          .filter(text -> isMoment(text, type))
          .findFirst()
          .map(text -> "has the value '" + text + "', which Spark SQL has to understand");
    } else if (rule instanceof Range range) {
      Optional<DataType> type = types.of(range.column());
      return Stream.concat(range.min().stream(), range.max().stream())
          .filter(text -> isExpression(BoundText.of(text), type))
          .findFirst()
          .map(text -> "has the bound '" + text + "', which Spark SQL has to understand");
    }
    return Optional.empty();
  }

  private static boolean isExpression(BoundText bound, Optional<DataType> type) {
    boolean maybeNumeric = type.map(Casts::isNumber).orElse(true);
    return switch (bound.kind()) {
      case SQL -> true;
      case OTHER -> maybeNumeric || isMoment(bound.content(), type);
      default -> isMoment(bound.content(), type);
    };
  }

  private static boolean isMoment(String text, Optional<DataType> type) {
    return BoundText.isSpecialTime(text) && type.map(BoundText::isTime).orElse(true);
  }
}
