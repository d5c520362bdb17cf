package io.sluice.ingest.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.Data;
import io.sluice.spec.report.RunReport.End;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.Findings;
import io.sluice.spec.report.RunReport.RejectSummary;
import io.sluice.spec.report.RunReport.Run;
import io.sluice.spec.report.RunReport.RunState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeDocumentTest {
  private static final Counts COUNTS = new Counts(9, 4, 3, 1, 1, 99);

  /** Other programs read it: a key that moves or goes breaks them. */
  @Test
  void itsTextIsFlat() {
    OutcomeDocument document = OutcomeDocument.of(report(), ExitCode.DONE, "s3://lake/r.json");
    String json = new String(document.json(), StandardCharsets.UTF_8);
    assertEquals(
        """
        {
          "v" : 1,
          "outcome" : "committed",
          "exit_code" : 0,
          "run_id" : "d-1",
          "dataset" : "d",
          "table" : "a.d",
          "files" : 1,
          "read" : 9,
          "written" : 4,
          "rejected" : 3,
          "filtered" : 1,
          "deduplicated" : 1,
          "reasons" : [ "2 x not_a_number in column n", "1 x too_few_fields" ],
          "warnings" : [ "w" ],
          "report" : "s3://lake/r.json",
          "message" : ""
        }""",
        json);
    assertEquals(document, OutcomeDocument.parse(json));
  }

  @Test
  void othersThanThisVersionsAreRead() {
    OutcomeDocument document =
        OutcomeDocument.parse(
            "{\"v\": 2, \"outcome\": \"usage\", \"exit_code\": 2, \"files\": 7, \"later\": {}}");
    assertEquals(new OutcomeDocument.Ended("usage", 2), document.ended());
    assertEquals(7, document.counts().files());
    assertThrows(IllegalArgumentException.class, () -> OutcomeDocument.parse(""));
  }

  private static RunReport report() {
    Instant now = Instant.EPOCH;
    FileReport file = new FileReport("a.csv", "e", "csv", Map.of(), COUNTS, false, List.of());
    return new RunReport(
        new Run("d-1", "d", "a.d", "s3://lake/a/d"),
        new End(RunState.COMMITTED, Optional.empty(), now, now),
        new Data(COUNTS, List.of(file, FileReport.unreadable("b.csv", "x")), List.of(), List.of()),
        new Findings(
            List.of(
                new RejectSummary("not_a_number", "n", 2, "x"),
                new RejectSummary("too_few_fields", "", 1, "x")),
            List.of(),
            List.of(),
            List.of(),
            List.of("w")),
        Map.of(),
        Map.of());
  }
}
