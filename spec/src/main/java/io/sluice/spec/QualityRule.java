package io.sluice.spec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A statement about the data that must hold, and what happens where it does not. */
public sealed interface QualityRule {

  /** Shown in reports and as the rejects' code {@code quality:<name>}. */
  String name();

  Severity severity();

  SpecLocation location();

  /** The rules that rows are flagged for; a rule's place in this list is its bit. */
  static List<QualityRule> flagged(List<QualityRule> rules) {
    return rules.stream().filter(rule -> !(rule instanceof RowCount)).toList();
  }

  /** What a violation does. */
  enum Severity {
    /** Counted and shown. */
    WARN,
    /** The row goes to the rejects table; for rules about the whole table, as {@code FAIL}. */
    REJECT,
    /** The run fails with exit 3 and publishes nothing. */
    FAIL
  }

  /** The columns are never null. */
  record NotNull(List<String> columns, String name, Severity severity, SpecLocation location)
      implements QualityRule {}

  /** No two rows of the run have the same values; of several, all but the first violate. */
  record Unique(List<String> columns, String name, Severity severity, SpecLocation location)
      implements QualityRule {}

  /** The value, as text, is one of these; null passes. */
  record In(
      String column, List<String> values, String name, Severity severity, SpecLocation location)
      implements QualityRule {}

  /** Within bounds, both included, each a Spark SQL literal; null passes. */
  record Range(
      String column,
      Optional<String> min,
      Optional<String> max,
      String name,
      Severity severity,
      SpecLocation location)
      implements QualityRule {}

  /** The whole text matches a Java regular expression; null passes. */
  record Matches(
      String column, String pattern, String name, Severity severity, SpecLocation location)
      implements QualityRule {}

  /** The run's accepted rows number within bounds, both included. */
  record RowCount(
      OptionalLong min, OptionalLong max, String name, Severity severity, SpecLocation location)
      implements QualityRule {}

  /** A Spark SQL condition that must be true for each row (null violates). */
  record Sql(String condition, String name, Severity severity, SpecLocation location)
      implements QualityRule {}
}
