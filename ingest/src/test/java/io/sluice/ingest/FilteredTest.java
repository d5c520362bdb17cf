package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.ingest.testing.SmallLake;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every line passed over is in the accounts, with its reason and an example. */
class FilteredTest {
  @TempDir Path folder;
  private SmallLake lake;

  @BeforeEach
  void makeLake() throws IOException {
    lake = new SmallLake(folder);
  }

  private static List<String> filtered(RunReport report) {
    Counts counts = report.data().totals();
    assertEquals(
        counts.filtered(), report.findings().filtered().stream().mapToLong(of -> of.rows()).sum());
    return report.findings().filtered().stream()
        .map(of -> of.reason() + " " + of.rows() + " " + of.example())
        .sorted()
        .toList();
  }

  @Test
  void eachKindOfLine() throws Exception {
    lake.write(
        "a.csv",
        "Report of today\n\n# by hand\nid,name\n1,Ada\n# more\n\nid,name\n2,Bob\nTOTAL,2\n");
    RunReport report =
        lake.done(
            "  options: {skip_lines: 2, comment: \"#\", header: true, delimiter: \",\","
                + " skip_trailing_lines: 1}\n");
    assertEquals(2, report.data().totals().written());
    assertEquals(9, report.data().totals().read());
    assertEquals(
        List.of(
            "above_table 2 Report of today",
            "blank_line 1 ",
            "comment 2 # by hand",
            "repeated_header 1 id,name",
            "trailer 1 TOTAL,2"),
        filtered(report));
    assertEquals(List.of("1|Ada", "2|Bob"), lake.rows("id, name"));
  }

  @Test
  void whatDetectionPassesOver() throws Exception {
    lake.write("a.csv", "sep=;\nid;name\n1;Ada\n2;Bob\n3;Cy\n");
    lake.write("b.csv", "# one\n# two\nid;name\n4;Di\n5;Ed\n\n6;Flo\n");
    RunReport report = lake.done("");
    assertEquals(
        List.of("blank_line 1 ", "comment 2 # one", "delimiter_line 1 sep=;"), filtered(report));
    assertEquals(6, report.data().totals().written());
  }

  @Test
  void recordNumbersDoNotCountWhatStandsAbove() throws Exception {
    lake.write("a.csv", "# one\nid;n\n1;1\nx;2\n3;3\n");
    RunReport report =
        lake.done(
            "schema: [{name: id, type: int}, {name: n, type: int}]\n"
                + "audit: {columns: [record_number]}\n");
    assertEquals(List.of("1|1", "3|3"), lake.rows("id, _record_number"));
    assertEquals(List.of("comment 1 # one"), filtered(report));
  }

  @Test
  void fixedWidthAndJsonLines() throws Exception {
    lake.write("a.jsonl", "{\"id\":1}\n\n  \n{\"id\":2}\n");
    assertEquals(List.of("blank_line 2 "), filtered(lake.done("")));
  }

  @Test
  void examplesAreWithheldWhereColumnsAreMasked() throws Exception {
    lake.write("a.csv", "id,name\n1,Ada\n# Eve\n2,Bob\n");
    RunReport report =
        lake.done(
            "  options: {comment: \"#\"}\n"
                + "transforms: [{mask: {columns: [name], method: redact}}]\n");
    assertEquals(List.of("comment 1 "), filtered(report));
  }
}
