package io.sluice.transforms;

import static io.sluice.transforms.TestRows.row;
import static io.sluice.transforms.TestRows.rows;
import static io.sluice.transforms.TestRows.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CastStepTest {

  private static List<String> cast(String from, String to, List<Object[]> values) {
    List<String> results = new ArrayList<>();
    for (Row row : run(rows("c " + from, values), "transforms: [{cast: {c: '" + to + "'}}]")) {
      Object code = row.getAs("_sluice_code");
      results.add(code == null ? String.valueOf(row.<Object>getAs("c")) : String.valueOf(code));
    }
    return results;
  }

  /** Accepted texts are followed by what they become; refused ones by an exclamation mark. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          tinyint       | 127=127;-128=-128;128!;+5=5;007=7;1.0!;1e1!;0x1F!;1,000!;" 1"!;!
          bigint        | 9223372036854775807=9223372036854775807;9223372036854775808!
          decimal(5,2)  | 1.5=1.50;1.239!;1.2300=1.23;999.99=999.99;1000!;.5=0.50;5.=5.00;.!;1e2!
          decimal(38,2) | 1.239!;1.23=1.23
          double        | 1.5=1.5;1e3=1000.0;1d!;0x1!;1e999!;Infinity=Infinity;nan=NaN;" 1"!
          float         | 1e39!;0.1=0.1
          boolean       | true=true;FALSE=false;yes!;1!;t!
          date          | 2024-02-29=2024-02-29;2023-02-29!;2024!;2024-1-1!;2024-01-01T00:00!
          timestamp     | 2024-01-01 10:00:00=2024-01-01 10:00:00.0;2024-01-01T10:00:00.123456Z=2024-01-01 10:00:00.123456;10:00!;2024-01-01T25:00!;2024-01-01=2024-01-01 00:00:00.0;2024-01-01T10:00:00.1234567!
          timestamp_ntz | 2024-01-01T10:00:00=2024-01-01T10:00;2024-01-01T10:00:00Z!
          """)
  void texts(String type, String cases) {
    List<Object[]> values = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String each : cases.split(";", -1)) {
      int end = each.endsWith("!") ? each.length() - 1 : each.indexOf('=');
      values.add(row(each.substring(0, end).replace("\"", "")));
      expected.add(each.endsWith("!") ? "cast_failed" : each.substring(end + 1));
    }
    assertEquals(expected, cast("STRING", type, values));
  }

  @Test
  void numbersNeitherWrapNorRound() {
    String bad = "cast_failed";
    assertEquals(
        List.of("1", bad, "null"),
        cast("BIGINT", "int", List.of(row(1L), row(1L << 40), row((Object) null))));
    assertEquals(
        List.of("2", bad, bad),
        cast("DOUBLE", "int", List.of(row(2.0), row(2.5), row(Double.NaN))));
    assertEquals(
        List.of("1.2", bad),
        cast(
            "DECIMAL(10,3)",
            "decimal(4,1)",
            List.of(row(new BigDecimal("1.200")), row(new BigDecimal("1.250")))));
    assertEquals(
        List.of("0.10", bad), cast("DOUBLE", "decimal(3,2)", List.of(row(0.1), row(0.123))));
    assertEquals(List.of("true", bad), cast("INT", "boolean", List.of(row(1), row(2))));
    assertEquals(List.of("0.1", bad), cast("DOUBLE", "float", List.of(row(0.1), row(1e300))));
    assertEquals(
        List.of("9.007199254740992E15"),
        cast("BIGINT", "double", List.<Object[]>of(row((1L << 53) + 1))));
  }

  @Test
  void timesAreNotCutOff() {
    assertEquals(
        List.of("2024-01-02", "cast_failed"),
        cast(
            "TIMESTAMP",
            "date",
            List.of(
                row(Timestamp.valueOf("2024-01-02 00:00:00")),
                row(Timestamp.valueOf("2024-01-02 03:04:05")))));
    assertEquals(
        List.of("2024-01-02 00:00:00.0"),
        cast("DATE", "timestamp", List.<Object[]>of(row(Date.valueOf("2024-01-02")))));
  }

  @Test
  void messageSaysWhatWasFound() {
    Row row =
        run(rows("`c.d` STRING", List.<Object[]>of(row("1.5"))), "transforms: [{cast: {c.d: int}}]")
            .get(0);
    assertEquals("'1.5' (string) is not exactly of type int", row.getAs("_sluice_message"));
    assertEquals("c.d", row.getAs("_sluice_column"));
  }

  @Test
  void nestedValuesAreCheckedToo() {
    assertEquals(
        List.of(true, false),
        run(
                rows("c ARRAY<BIGINT>", List.of(row(List.of(1L)), row(List.of(1L << 40)))),
                "transforms: [{cast: {c: 'array<int>'}}]")
            .stream()
            .map(r -> r.getAs("_sluice_code") == null)
            .toList());
  }
}
