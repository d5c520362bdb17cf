package io.sluice.transforms;

import static org.apache.spark.sql.functions.lit;

import io.sluice.spec.QualityRule;
import io.sluice.spec.QualityRule.Severity;
import org.apache.spark.sql.Column;

/**
 * A rule about one row.
 *
 * @param bit its place in the flags
 * @param broken true where the row breaks it; null counts as false
 * @param evaluation whether {@code broken} can raise an error
 * @param column the column at fault, per row; empty where the row as a whole is
 * @param message what was found and expected, per row
 */
record RowRule(
    QualityRule rule, int bit, Column broken, Evaluated evaluation, Column column, Column message) {
  /** How a rule is to be evaluated. */
  enum Evaluated {
    GUARDED,
    /** It compares only, which cannot fail; a guard would cost an object per row. */
    PLAIN
  }

  boolean rejects() {
    return rule.severity() == Severity.REJECT;
  }

  Column flag() {
    return lit(1L << bit);
  }
}
