package io.sluice.spec;

import static io.sluice.spec.Shapes.COLUMN_NAME;

import io.sluice.spec.QualityRule.In;
import io.sluice.spec.QualityRule.Matches;
import io.sluice.spec.QualityRule.NotNull;
import io.sluice.spec.QualityRule.Range;
import io.sluice.spec.QualityRule.RowCount;
import io.sluice.spec.QualityRule.Severity;
import io.sluice.spec.QualityRule.Sql;
import io.sluice.spec.QualityRule.Unique;
import io.sluice.spec.VariantShape.Case;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The keys of one item of {@code quality}. A rule without a name has an empty one here. */
final class QualityKeys {
  private static final Key<String> NAME =
      Key.of(
          "name",
          Shapes.TABLE_NAME,
          "",
          "made from the rule and its columns",
          "Shown in reports, and as quality:<name> in the rejects table.");
  private static final Key<Severity> SEVERITY =
      Key.of(
          "severity",
          Shapes.words(Severity.class),
          Severity.REJECT,
          "reject",
          "warn: counted; reject: the row goes to the rejects table; fail: the run fails and"
              + " publishes nothing.");
  private static final Key<Severity> TABLE_SEVERITY =
      Key.of(
          "severity",
          Shapes.words(Severity.class),
          Severity.FAIL,
          "fail",
          "warn: shown; fail, and reject likewise: the run fails and publishes nothing.");
  private static final Key<List<String>> COLUMNS =
      Key.required("columns", Shapes.atLeastOne(COLUMN_NAME), "The columns the rule is about.");
  private static final Key<String> COLUMN =
      Key.required("column", COLUMN_NAME, "The column the rule is about.");
  private static final Key<List<String>> VALUES =
      Key.required("values", Shapes.atLeastOne(Shapes.VALUE), "The values allowed, as text.");
  private static final Key<Optional<String>> MIN =
      Key.optional("min", Shapes.VALUE, "no bound", "The least value allowed.");
  private static final Key<Optional<String>> MAX =
      Key.optional("max", Shapes.VALUE, "no bound", "The greatest value allowed.");
  private static final Key<String> PATTERN =
      Key.required("pattern", pattern(), "A Java regular expression for the whole text.");
  private static final Key<Optional<Long>> MIN_ROWS =
      Key.optional("min", Shapes.whole(0, Long.MAX_VALUE), "no bound", "The fewest rows allowed.");
  private static final Key<Optional<Long>> MAX_ROWS =
      Key.optional("max", Shapes.whole(0, Long.MAX_VALUE), "no bound", "The most rows allowed.");
  private static final Key<String> CONDITION =
      Key.required(
          "condition",
          Shapes.EXPRESSION,
          "A Spark SQL condition that must be true for each row; null violates it.");

  /** A rule that still lacks its place. */
  private interface Unplaced extends Function<SpecLocation, QualityRule> {}

  static final Shape<QualityRule> SHAPE =
      new VariantShape<>(
          "rule",
          List.of(
              rule(
                  "not_null",
                  "The columns are never null.",
                  new ShorthandShape<>(
                      Shapes.atLeastOne(COLUMN_NAME)
                          .map(c -> at -> new NotNull(c, "", Severity.REJECT, at)),
                      full(
                          List.of(COLUMNS, SEVERITY, NAME),
                          f -> {},
                          f ->
                              at ->
                                  new NotNull(f.get(COLUMNS), f.get(NAME), f.get(SEVERITY), at)))),
              rule(
                  "unique",
                  "No two rows of a run have the same values; all but the first violate.",
                  new ShorthandShape<>(
                      Shapes.atLeastOne(COLUMN_NAME)
                          .map(c -> at -> new Unique(c, "", Severity.REJECT, at)),
                      full(
                          List.of(COLUMNS, SEVERITY, NAME),
                          f -> {},
                          f ->
                              at -> new Unique(f.get(COLUMNS), f.get(NAME), f.get(SEVERITY), at)))),
              rule(
                  "in",
                  "The value, as text, is one of these; null passes.",
                  full(
                      List.of(COLUMN, VALUES, SEVERITY, NAME),
                      f -> {},
                      f ->
                          at ->
                              new In(
                                  f.get(COLUMN), f.get(VALUES), f.get(NAME), f.get(SEVERITY), at))),
              rule(
                  "range",
                  "The value lies within bounds, both included; null passes.",
                  full(
                      List.of(COLUMN, MIN, MAX, SEVERITY, NAME),
                      QualityKeys::valueBounds,
                      f ->
                          at ->
                              new Range(
                                  f.get(COLUMN),
                                  f.get(MIN),
                                  f.get(MAX),
                                  f.get(NAME),
                                  f.get(SEVERITY),
                                  at))),
              rule(
                  "matches",
                  "The whole text matches a regular expression; null passes.",
                  full(
                      List.of(COLUMN, PATTERN, SEVERITY, NAME),
                      f -> {},
                      f ->
                          at ->
                              new Matches(
                                  f.get(COLUMN),
                                  f.get(PATTERN),
                                  f.get(NAME),
                                  f.get(SEVERITY),
                                  at))),
              rule(
                  "row_count",
                  "The number of rows that a run writes lies within bounds, both included.",
                  full(
                      List.of(MIN_ROWS, MAX_ROWS, TABLE_SEVERITY, NAME),
                      QualityKeys::rowBounds,
                      f ->
                          at ->
                              new RowCount(
                                  number(f.get(MIN_ROWS)),
                                  number(f.get(MAX_ROWS)),
                                  f.get(NAME),
                                  f.get(TABLE_SEVERITY),
                                  at))),
              rule(
                  "sql",
                  "A condition that must be true for each row; null violates it.",
                  new ShorthandShape<>(
                      Shapes.EXPRESSION.map(c -> at -> new Sql(c, "", Severity.REJECT, at)),
                      full(
                          List.of(CONDITION, SEVERITY, NAME),
                          f -> {},
                          f ->
                              at ->
                                  new Sql(f.get(CONDITION), f.get(NAME), f.get(SEVERITY), at))))));

  private QualityKeys() {}

  private static Case<QualityRule> rule(String name, String meaning, Shape<Unplaced> shape) {
    return new Case<>(name, new LocatedShape<>(shape, (rule, at) -> rule.apply(at)), meaning);
  }

  private static Shape<Unplaced> full(
      List<Key<?>> keys,
      java.util.function.Consumer<Fields> check,
      Function<Fields, Unplaced> build) {
    return new ObjectShape<>(keys, check, build);
  }

  private static OptionalLong number(Optional<Long> value) {
    return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  private static void rowBounds(Fields f) {
    bounds(f, MIN_ROWS, MAX_ROWS);
    Optional<Long> max = f.get(MAX_ROWS);
    f.get(MIN_ROWS).filter(min -> max.isPresent() && min > max.get()).ifPresent(min -> crossed(f));
  }

  /** Numbers are compared here; what else a column can hold only its type can tell apart. */
  private static void valueBounds(Fields f) {
    bounds(f, MIN, MAX);
    Optional<BigDecimal> min = f.get(MIN).flatMap(QualityKeys::decimal);
    Optional<BigDecimal> max = f.get(MAX).flatMap(QualityKeys::decimal);
    if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
      crossed(f);
    }
  }

  private static void crossed(Fields f) {
    f.place()
        .problem(
            f.mapping(),
            f.place().words() + " has a min above its max, so that nothing passes",
            "exchange them");
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static void bounds(Fields f, Key<?> min, Key<?> max) {
    if (!f.given(min) && !f.given(max)) {
      f.place()
          .problem(f.mapping(), f.place().words() + " has no bound", "give it min, max or both");
    }
  }

  private static Shape<String> pattern() {
    return Shapes.scalar(
        "regular expression",
        "string",
        text -> {
          try {
            return Pattern.compile(text).pattern();
          } catch (PatternSyntaxException e) {
            throw new Refused(
                "is not a regular expression: "
                    + e.getDescription()
                    + " at character "
                    + (e.getIndex() + 1),
                "in YAML put it in single quotes, where a backslash is itself");
          }
        });
  }
}
