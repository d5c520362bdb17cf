package io.sluice.ingest.transform;

import io.sluice.spec.QualityRule;
import io.sluice.spec.QualityRule.RowCount;
import io.sluice.spec.QualityRule.Severity;
import io.sluice.spec.report.RunReport.QualityResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of the rules, once the rows have been counted. */
public final class QualityVerdict {
  private QualityVerdict() {}

  /**
   * A result for each rule, in the spec's order. A run must fail if one of severity {@code fail}
   * has not passed.
   *
   * @param rules the spec's
   * @param flags how many rows broke each rule of {@link QualityRule#flagged}; may be empty where
   *     there is none
   * @param written the rows that go into the table
   */
  public static List<QualityResult> of(List<QualityRule> rules, List<Long> flags, long written) {
    List<QualityResult> results = new ArrayList<>();
    int bit = 0;
    for (QualityRule rule : rules) {
      if (rule instanceof RowCount count) {
        boolean passed =
            written >= count.min().orElse(0) && written <= count.max().orElse(Long.MAX_VALUE);
        // There is no row to reject, so that reject means fail.
        Severity severity = rule.severity() == Severity.WARN ? Severity.WARN : Severity.FAIL;
        results.add(result(rule, severity, passed ? 0 : 1));
      } else {
        results.add(result(rule, rule.severity(), bit < flags.size() ? flags.get(bit) : 0));
        bit++;
      }
    }
    return results;
  }

  private static QualityResult result(QualityRule rule, Severity severity, long violations) {
    String word = severity.name().toLowerCase(Locale.ROOT);
    return new QualityResult(rule.name(), word, violations, violations == 0);
  }
}
