package io.sluice.transforms;

import static io.sluice.transforms.TestRows.codes;
import static io.sluice.transforms.TestRows.column;
import static io.sluice.transforms.TestRows.row;
import static io.sluice.transforms.TestRows.rows;
import static io.sluice.transforms.TestRows.run;
import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.ingest.transform.QualityVerdict;
import io.sluice.spec.QualityRule;
import io.sluice.spec.report.RunReport.QualityResult;
import io.sluice.spec.type.DataType.Primitive;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityStepTest {
  private static Dataset<Row> flights() {
    return rows(
        "day DATE, carrier STRING, delay INT",
        List.of(
            row(Date.valueOf("2024-01-01"), "AA", 5),
            row(null, "UA", 2000),
            row(Date.valueOf("1990-01-01"), "xx1", null),
            row(Date.valueOf("2024-01-01"), "AA", 7)));
  }

  @Test
  void rejectingRulesNameRuleColumnAndValue() {
    List<Row> rows =
        run(
            flights(),
            """
            quality:
              - not_null: [carrier, day]
              - range: {column: day, min: 2000-01-01}
              - unique: [day, carrier]
            """);
    assertEquals(
        asList(
            null,
            "quality:not_null_carrier_day",
            "quality:range_day",
            "quality:unique_day_carrier"),
        codes(rows));
    assertEquals(asList(null, "day", "day", ""), column(rows, "_sluice_column"));
    assertEquals(
        asList(
            null,
            "the value is null",
            "'1990-01-01' is not at least 2000-01-01",
            "an earlier row has the same values in day, carrier"),
        column(rows, "_sluice_message"));
    assertEquals(asList(0L, 1L, 2L, 4L), column(rows, "_sluice_flags"));
  }

  @Test
  void warningsAndFailuresAreCountedAndLeaveRowsIn() {
    String yaml =
        """
        quality:
          - in: {column: carrier, values: [AA, UA], severity: warn}
          - in: {column: delay, values: [5, 7, 2e3], severity: warn, name: delays}
          - matches: {column: carrier, pattern: '[A-Z]{2}', severity: fail}
          - sql: {condition: delay < 1000, severity: fail}
          - sql: {condition: 1 / (delay - 5) < 10, severity: warn}
          - unique: {columns: carrier, severity: warn}
          - row_count: {min: 5}
          - row_count: {max: 4, severity: warn}
        """;
    List<Row> rows = run(flights(), yaml.replace(", 2e3", ", 2000"));
    assertEquals(asList(null, null, null, null), codes(rows));
    long[] sums = new long[64];
    for (Object flags : column(rows, "_sluice_flags")) {
      for (int bit = 0; bit < 64; bit++) {
        sums[bit] += (Long) flags >> bit & 1;
      }
    }
    List<Long> flagged = new ArrayList<>();
    for (long sum : sums) {
      flagged.add(sum);
    }
    List<QualityRule> rules = TestRows.spec(yaml).quality();
    List<QualityResult> results = QualityVerdict.of(rules, flagged, 4);
    assertEquals(
        List.of(
            new QualityResult("in_carrier", "warn", 1, false),
            new QualityResult("delays", "warn", 0, true),
            new QualityResult("matches_carrier", "fail", 1, false),
            new QualityResult("sql_4", "fail", 2, false),
            new QualityResult("sql_5", "warn", 2, false),
            new QualityResult("unique_carrier", "warn", 1, false),
            new QualityResult("row_count", "fail", 1, false),
            new QualityResult("row_count_2", "warn", 0, true)),
        results);
  }

  /** By Spark and by threads the same, whatever a pattern ends with. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?x) [A-Z]{2} \\d+ # carrier",
        "(?x) [A-Z]{2} \\d+ # carrier (and number",
        "(?x)\n[A-Z]{2} # carrier\n\\d+",
        "(?x) [A-Z]{2} \\d+ # a \\Qcarrier",
        "[A-Z]{2}\\Q12",
        "\\QAA\\E\\d+",
        "A|AA|AA12",
        "^AA12$",
        "(?i)aa\\d+",
        "(?m)AA12$",
        "(A)\\1\\d+",
        "AA\\(\\?#12"
      })
  void patternsAreForTheWholeText(String pattern) {
    List<String> texts = asList("AA12", "AA12\n", "\nAA12", "xAA12", "AA123", "A", null, "AA(?#12");
    String yaml =
        "quality: [{matches: {column: s, pattern: "
            + new ObjectMapper().valueToTree(pattern)
            + "}}]";
    List<String> expected = new ArrayList<>();
    for (String text : texts) {
      boolean right = text == null || text.matches(pattern);
      expected.add(right ? null : "quality:matches_s");
    }
    List<Object[]> rows = texts.stream().map(text -> new Object[] {text}).toList();
    assertEquals(expected, codes(run(rows("s STRING", rows), yaml)));
    BothWays.compare(Map.of("s", Primitive.STRING), rows, yaml);
  }

  @Test
  void aBadRowDoesNotPushOutAGoodOne() {
    Dataset<Row> rows =
        rows(
            "k INT, v INT",
            List.of(row(1, null), row(1, 2), row(1, 3), row(null, 4), row(null, 5)));
    List<Row> result = run(rows, "quality: [{unique: k}, {not_null: v}]");
    assertEquals(asList("quality:not_null_v", null, "quality:unique_k", null, null), codes(result));
  }

  @Test
  void aRuleThatFailsForARowIsBrokenByIt() {
    List<Row> rows = run(flights(), "quality: [{sql: {condition: 1 / (delay - 5) < 10, name: r}}]");
    assertEquals(asList("quality:r", null, "quality:r", null), codes(rows));
    String message = rows.get(0).getAs("_sluice_message");
    assertTrue(message.startsWith("the rule cannot be evaluated: Division by zero"), message);
  }

  @Test
  void boundsAreOfTheColumnsType() {
    Dataset<Row> rows =
        rows(
            "d DECIMAL(5,2), s STRING",
            List.of(
                row(new java.math.BigDecimal("9.50"), "b"),
                row(new java.math.BigDecimal("10.00"), "c")));
    List<Row> result =
        run(
            rows,
            """
            quality:
              - range: {column: d, min: 9.5, max: 9.99}
              - range: {column: s, min: "'a'", max: b, severity: warn}
              - in: {column: d, values: [9.5, 10], severity: warn, name: x}
            """);
    assertEquals(asList(null, "quality:range_d"), codes(result));
    assertEquals(asList(0L, 3L), column(result, "_sluice_flags"));
    assertEquals("'10.00' is not between 9.5 and 9.99", result.get(1).getAs("_sluice_message"));
  }
}
