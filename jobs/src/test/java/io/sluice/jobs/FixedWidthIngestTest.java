package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.spec.report.RunReport.Counts;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fixed-width files from end to end. */
class FixedWidthIngestTest {
  private static final String SCHEMA =
      """
      schema:
        - {name: id, type: int}
        - {name: city, type: string}
        - {name: day, type: date, format: yyyyMMdd}
        - {name: amount, type: "decimal(8,2)"}
      """;

  @TempDir private Path folder;
  private TestLake lake;

  @BeforeEach
  void makeLake() {
    lake = new TwinLakes(folder);
  }

  private Outcome ingest(String options, String more) {
    Outcome outcome =
        lake.ingest(
            lake.specOf(
                "dataset: t\nsource:\n  path: in\n  format: fixed_width\n  options: "
                    + options
                    + "\ntarget: {table: t}\n"
                    + more));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    return outcome;
  }

  private List<String> rows() {
    return TestLake.sql("SELECT * FROM " + lake.table("default.t") + " ORDER BY 1");
  }

  @Test
  void widthsTakeTheirNamesFromTheSchema() {
    String text =
        "000001Seoul     20240131   10.50\r\n"
            + "000002New York  20240229    7.25\r\n"
            + "000003\r\n"
            + "00000xSeoul     20240131   10.50\r\n"
            + "000005                          \r\n";
    lake.file("a.txt", text);
    Outcome outcome = ingest("{widths: [6, 10, 8, 8]}", SCHEMA);
    assertEquals(new Counts(5, 3, 2, 0, 0, text.length()), outcome.report().data().totals());
    assertEquals(
        List.of("1|Seoul|2024-01-31|10.50", "2|New York|2024-02-29|7.25", "5|null|null|null"),
        rows());
    assertEquals(
        List.of(
            "3|68|6||too_few_fields|000003",
            "4|76|32|id|not_a_number|00000xSeoul     20240131   10.50"),
        TestLake.sql(
            "SELECT record_number, byte_offset, byte_length, \"column\", code, raw FROM "
                + lake.rejects("default.t")
                + " ORDER BY 1"));
  }

  @Test
  void placesHeaderAndTrailerOfAKoreanFile() {
    lake.file(
        "a.txt",
        "REPORT\nid    city      \n000001서울        \n000002 부산       \nEND 2\n",
        Charset.forName("EUC-KR"));
    ingest(
        "{skip_lines: 1, skip_trailing_lines: 1, fields: [{name: id, length: 6}, {name: city,"
            + " length: 10}]}",
        "schema:\n  - {name: id, type: int}\n  - {name: city, type: string, trim: false}\n");
    assertEquals(List.of("1|서울        ", "2| 부산       "), rows());
  }

  @Test
  void columnsAreInferredAndBlanksStayWhereAsked() {
    lake.file("a.txt", "1  a 12.5\n22 b  7.0\n");
    ingest("{fields: [{name: n, length: 3}, {name: w, start: 4, length: 2}, {name: d}]}", "");
    assertEquals(List.of("1|a|12.5", "22|b|7.0"), rows());
    assertEquals(
        List.of("BIGINT"),
        TestLake.sql("SELECT typeof(n) FROM " + lake.table("default.t") + " LIMIT 1"));
  }

  @Test
  void withoutPlacesTheMessageAsksForThem() {
    lake.file("a.txt", "1  a 12.5\n22 b  7.0\n");
    Outcome outcome =
        lake.ingest(
            lake.specOf(
                "dataset: t\nsource: {path: in, format: fixed_width}\ntarget: {table: t}\n"));
    assertEquals(ExitCode.FAILED, outcome.exitCode());
    assertTrue(
        outcome.failure().toString().contains("source.options.fields"),
        outcome.failure().toString());
  }
}
