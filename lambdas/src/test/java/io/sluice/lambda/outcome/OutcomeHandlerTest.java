package io.sluice.lambda.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import io.sluice.aws.lake.AwsLedgerFactory;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.report.OutcomeDocument;
import io.sluice.lambda.testing.Flow;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.RunStart;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.Data;
import io.sluice.spec.report.RunReport.End;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.Findings;
import io.sluice.spec.report.RunReport.RejectSummary;
import io.sluice.spec.report.RunReport.Run;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

/** What people are told is kept in files: {@code src/test/resources/letters}. */
@ExtendWith(LocalAwsForTests.class)
class OutcomeHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");

  private final Flow flow = new Flow();
  private final Map<String, Object> plan = new HashMap<>();
  private Map<String, Object> error = Map.of();

  @BeforeEach
  void aClosedBatch() {
    plan.put("way", "glue");
    flow.inbox().join(arrival("a.csv", ""), NOW);
    flow.inbox().join(arrival("매출.csv", ""), NOW);
  }

  private static Arrival arrival(String name, String refusal) {
    return new Arrival("flights", "s3://landing/flights/" + name, name, "", "e", 8, NOW, refusal);
  }

  private String outcome() {
    return flow.lake().own("batches/flights/000001/outcome.json");
  }

  private void wrote(OutcomeDocument document) {
    String[] parts = outcome().substring("s3://".length()).split("/", 2);
    flow.s3()
        .putObject(b -> b.bucket(parts[0]).key(parts[1]), RequestBody.fromBytes(document.json()));
  }

  private JsonNode ended() {
    return ended(true);
  }

  private JsonNode ended(boolean last) {
    flow.inbox().close("flights", 1);
    return Flow.call(
        new OutcomeHandler(flow.environment(), Clock.systemUTC()),
        Map.of(
            "dataset",
            "flights",
            "batch",
            "000001",
            "run_id",
            "flights-000001",
            "outcome",
            outcome(),
            "plan",
            plan,
            "error",
            error,
            "execution",
            "arn:aws:states:eu-west-1:123456789012:execution:sluice-Flow:flights-000001",
            "final",
            last));
  }

  private Batch batch() {
    return flow.inbox().batch("flights", 1).orElseThrow();
  }

  private static RunReport report(RunState state, long rejected, String failure) {
    if (state == RunState.NOTHING_TO_DO) {
      return report(state, Counts.ZERO, 0, failure);
    }
    Counts counts = new Counts(1_234_567, 1_234_567 - rejected, rejected, 0, 0, 99);
    return report(state, counts, rejected, failure);
  }

  private static RunReport report(RunState state, Counts counts, long rejected, String failure) {
    return new RunReport(
        new Run("flights-000001", "flights", "analytics.flights", "s3://lake/analytics/flights"),
        new End(state, Optional.ofNullable(failure), NOW, NOW),
        new Data(
            counts,
            List.of(
                new FileReport("a.csv", "etag:1", "csv", Map.of(), counts, false, List.of()),
                new FileReport("매출.csv", "etag:2", "csv", Map.of(), Counts.ZERO, false, List.of())),
            List.of(),
            List.of()),
        new Findings(
            rejected == 0
                ? List.of()
                : List.of(
                    new RejectSummary("not_a_number", "delay", 40, "'x' is not a number"),
                    new RejectSummary("too_few_fields", "", 2, "3 of 4 fields")),
            List.of(),
            List.of(),
            List.of(),
            rejected == 0 ? List.of() : List.of("MOST RECORDS WERE REJECTED of a.csv")),
        Map.of(),
        Map.of());
  }

  private void check(String letter, JsonNode answer) throws IOException {
    String subject = answer.path("subject").asText();
    assertTrue(subject.matches("[\\x20-\\x7e]{1,100}"), subject);
    String text =
        ("Subject: "
                + subject
                + "\nSeverity: "
                + answer.path("severity").asText()
                + "\n\n"
                + answer.path("message").asText())
            .replace(flow.lake().root(), "s3://lake/sluice");
    Path file =
        Path.of(System.getProperty("sluice.root"))
            .resolve("lambdas/src/test/resources/letters/" + letter + ".txt");
    if (Boolean.getBoolean("sluice.updateDocs")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertEquals(Files.readString(file, StandardCharsets.UTF_8), text);
  }

  @Test
  void committed() throws IOException {
    wrote(OutcomeDocument.of(report(RunState.COMMITTED, 0, null), ExitCode.DONE, "r"));
    JsonNode answer = ended();
    check("committed", answer);
    assertEquals("committed", answer.path("outcome").asText());
    assertFalse(answer.path("retry").asBoolean());
    assertEquals(Batch.State.OVER, batch().state());
    assertEquals("committed", batch().outcome());
  }

  @Test
  void committedWithRejectsAndRefusedFilesIsAWarning() throws IOException {
    flow.inbox().join(arrival("b.pdf", "it is a PDF document. Leave it out"), NOW);
    wrote(OutcomeDocument.of(report(RunState.COMMITTED, 42, null), ExitCode.DONE, "r"));
    check("committed-with-rejects", ended());
  }

  @Test
  void nothingNew() throws IOException {
    wrote(OutcomeDocument.of(report(RunState.NOTHING_TO_DO, 0, null), ExitCode.DONE, "r"));
    JsonNode answer = ended();
    check("nothing-new", answer);
    assertEquals("committed", answer.path("outcome").asText());
  }

  @Test
  void refusedByLimits() throws IOException {
    wrote(
        OutcomeDocument.of(
            report(RunState.REFUSED, 42, "42 of 1234567 records are rejected, more than 10"),
            ExitCode.REFUSED,
            "r"));
    error = Map.of("Error", "States.TaskFailed", "Cause", "{\"JobRunState\":\"FAILED\"}");
    JsonNode answer = ended();
    check("refused", answer);
    assertEquals("refused", answer.path("outcome").asText());
  }

  @Test
  void nothingThatCanBeIngested() throws IOException {
    Flow other = new Flow();
    for (int i = 0; i < 12; i++) {
      other
          .inbox()
          .join(
              new Arrival(
                  Arrival.UNCOVERED,
                  "s3://landing/x/%02d.csv".formatted(i),
                  "v",
                  "",
                  "e",
                  1,
                  NOW,
                  "no dataset's spec covers it. Put one into s3://lake/sluice/_sluice/specs/"),
              NOW);
    }
    other.inbox().close(Arrival.UNCOVERED, 1);
    JsonNode answer =
        Flow.call(
            new OutcomeHandler(other.environment(), Clock.systemUTC()),
            Map.of(
                "dataset",
                Arrival.UNCOVERED,
                "batch",
                "000001",
                "run_id",
                "0-uncovered-000001",
                "outcome",
                other.lake().own("batches/0-uncovered/000001/outcome.json"),
                "plan",
                Map.of("way", "refuse"),
                "error",
                Map.of(),
                "final",
                true));
    assertEquals("refused", answer.path("outcome").asText());
    String lake = other.lake().root();
    ((ObjectNode) answer)
        .put("message", answer.path("message").asText().replace(lake, flow.lake().root()));
    check("uncovered", answer);
  }

  @Test
  void failed() throws IOException {
    wrote(
        OutcomeDocument.of(
            report(RunState.FAILED, 0, "cannot write s3://lake/analytics: access denied"),
            ExitCode.FAILED,
            "r"));
    error = Map.of("Error", "States.TaskFailed", "Cause", "{\"JobRunState\":\"FAILED\"}");
    JsonNode answer = ended();
    check("failed", answer);
    assertFalse(answer.path("retry").asBoolean(), "the batch is over");
    assertEquals("failed", batch().outcome());
  }

  @Test
  void failedWithoutAWordOfTheJob() throws IOException {
    error = Map.of("Error", "States.Timeout", "Cause", "");
    check("failed-silently", ended());
  }

  @Test
  void aWrongSpec() throws IOException {
    wrote(
        OutcomeDocument.of(
            ExitCode.USAGE,
            "flights",
            "s3://lake/sluice/_sluice/specs/flights.yml:3: unknown key"));
    JsonNode answer = ended();
    check("usage", answer);
    assertEquals("usage", answer.path("outcome").asText());
  }

  @Test
  void onlyAFailureIsTriedAgainAndTheBatchIsNotOverMeanwhile() {
    assertTrue(ended(false).path("retry").asBoolean(), "the job wrote nothing");
    wrote(OutcomeDocument.of(report(RunState.FAILED, 0, "x"), ExitCode.FAILED, "r"));
    assertTrue(ended(false).path("retry").asBoolean());
    for (OutcomeDocument sure :
        List.of(
            OutcomeDocument.of(report(RunState.COMMITTED, 0, null), ExitCode.DONE, "r"),
            OutcomeDocument.of(report(RunState.REFUSED, 0, "x"), ExitCode.REFUSED, "r"),
            OutcomeDocument.of(ExitCode.USAGE, "flights", "x"))) {
      wrote(sure);
      assertFalse(ended(false).path("retry").asBoolean(), sure.ended().outcome());
    }
    assertEquals(Batch.State.SEALED, batch().state());
  }

  @Test
  void aRunThatDiedAfterItsCommitIsCommitted() {
    try (Ledger ledger = new AwsLedgerFactory().open(flow.lake())) {
      Lease run =
          ledger.begin(
              new RunStart("flights-000001-2", "flights", "analytics.flights", "s3://lake/t", NOW));
      Lease table = ledger.leaseTable("analytics.flights").orElseThrow();
      ledger.record(
          run,
          table,
          new Manifest(
              List.of(), List.of(), Optional.empty(), report(RunState.COMMITTED, 0, null)));
      ledger.commit(run, table, NOW);
    }
    assertFalse(ended(false).path("retry").asBoolean());
    JsonNode answer = ended();
    assertEquals("committed", answer.path("outcome").asText());
    assertTrue(answer.path("message").asText().contains("1,234,567 written"), answer.toString());
  }

  @Test
  void aBatchThatCouldNotBeClosed() {
    JsonNode answer =
        Flow.call(
            new OutcomeHandler(flow.environment(), Clock.systemUTC()),
            Map.of(
                "dataset", "flights",
                "batch", "000001",
                "run_id", "",
                "outcome", "",
                "plan", Map.of(),
                "error", Map.of("Error", "Lambda.Unknown", "Cause", "out of memory"),
                "final", true));
    assertEquals("failed", answer.path("outcome").asText());
    assertTrue(answer.path("message").asText().contains("Lambda.Unknown: out of memory"));
    assertEquals(Batch.State.OPEN, batch().state(), "what is in it goes to its next execution");
  }

  @Test
  void longSubjectsAreCut() {
    String dataset = "d".repeat(200);
    Ending ending =
        new Ending(
            dataset,
            "000001",
            "r",
            "",
            Ending.End.FAILED,
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            "");
    assertEquals(100, Letter.subject(ending).length());
  }
}
