package io.sluice.ingest.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.spec.QualityRule;
import io.sluice.spec.report.RunReport.QualityResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityVerdictTest {
  @Test
  void everyRuleHasAResult() {
    List<QualityRule> rules =
        SparkNeedTest.spec(
                """
                quality:
                  - row_count: {min: 5}
                  - not_null: a
                  - row_count: {max: 4, severity: warn}
                  - in: {column: a, values: [1], severity: fail}
                  - row_count: {min: 2, max: 3, severity: reject, name: few}
                """)
            .quality();
    assertEquals(2, QualityRule.flagged(rules).size());
    assertEquals(
        List.of(
            new QualityResult("row_count", "fail", 1, false),
            new QualityResult("not_null_a", "reject", 7, false),
            new QualityResult("row_count_2", "warn", 0, true),
            new QualityResult("in_a", "fail", 0, true),
            new QualityResult("few", "fail", 1, false)),
        QualityVerdict.of(rules, List.of(7L, 0L), 4));
    assertEquals(0, QualityVerdict.of(rules, List.of(), 4).get(1).violations());
  }
}
