package io.sluice.transforms;

import io.sluice.spec.QualityRule;
import io.sluice.spec.QualityRule.RowCount;
import io.sluice.spec.QualityRule.Severity;
import io.sluice.spec.report.RunReport.QualityResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of the rules, once the rows have been counted. Needs no Spark. */
public final class QualityVerdict {
  private QualityVerdict() {}

  /**
   * A result for each rule, in the spec's order. A run must fail if one of severity {@code fail}
   * has not passed.
   *
   * @param rules the spec's
   * @param flagged how many rows had each bit of {@code _sluice_flags}; may be empty where {@link
   *     TransformPlan#needsSpark} said no
   * @param written the rows that go into the table
   */
  public static List<QualityResult> of(List<QualityRule> rules, List<Long> flagged, long written) {
    List<QualityRule> bits = QualityStep.flagged(rules);
    List<QualityResult> results = new ArrayList<>();
    for (QualityRule rule : rules) {
      if (rule instanceof RowCount count) {
        boolean passed =
            written >= count.min().orElse(0) && written <= count.max().orElse(Long.MAX_VALUE);
        // There is no row to reject, so that reject means fail.
        Severity severity = rule.severity() == Severity.WARN ? Severity.WARN : Severity.FAIL;
        results.add(result(rule, severity, passed ? 0 : 1));
      } else {
        int bit = bits.indexOf(rule);
        results.add(result(rule, rule.severity(), bit < flagged.size() ? flagged.get(bit) : 0));
      }
    }
    return results;
  }

  private static QualityResult result(QualityRule rule, Severity severity, long violations) {
    String word = severity.name().toLowerCase(Locale.ROOT);
    return new QualityResult(rule.name(), word, violations, violations == 0);
  }
}
