package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/**
 * A large batch is ingested on EMR Serverless, where logs and sweep know its run. The files weigh
 * more than {@link Flow#LARGE_BYTES}, as nothing does in other tests.
 */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(1800)
class LargeBatchesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GOOD = "large_good";
  private static final String BAD = "large_bad";
  private static final int ROWS = 80_000;

  /** As long as the good one's rows are held, its run goes on. */
  private static final String HELD =
      """
      [{"service": "s3", "operation": "UploadPart", "when": "flow/large_good", "hold": true, "code": "SlowDown", "status": 503}]""";

  @TempDir private Path folder;

  private static LargeRuns runs;

  @BeforeAll
  static void landBoth() throws Exception {
    Flow flow = Flow.flow();
    runs = new LargeRuns(flow.output("ServerlessApplicationId"));
    flow.faults(HELD);
    land(GOOD, "", "");
    // The last two are refused.
    land(BAD, "rejects: {max_rows: 1}\n", "x,none,2024-01-01\ny,none,2024-01-01\n");
  }

  @AfterAll
  static void letGo() throws IOException {
    Flow.flow().faults("[]");
    runs.close();
  }

  private static void land(String dataset, String more, String rows) {
    Flow flow = Flow.flow();
    flow.spec(dataset, spec(dataset, flow.landing(dataset) + "/*.csv") + more);
    flow.land(dataset, "rows.csv", RequestBody.fromString(rows() + rows));
  }

  private static String spec(String dataset, String path) {
    return """
        dataset: %s
        source: {path: "%s", format: csv}
        schema: [{name: id, type: int}, {name: name, type: string}, {name: day, type: date}]
        target: {database: flow, table: %s, partition_by: [month(day)]}
        """
        .formatted(dataset, path, dataset);
  }

  private static String rows() {
    return IntStream.range(0, ROWS)
        .mapToObj(i -> "%d,name %d,2024-0%d-01\n".formatted(i, i, 1 + i % 3))
        .collect(Collectors.joining("", "id,name,day\n", ""));
  }

  /** First, as it lets the run go on. */
  @Test
  @Order(1)
  void rowsReportAndLedgerAreThoseOfALocalRunAndLogsAndSweepKnowTheRun() throws Exception {
    Flow flow = Flow.flow();
    JobRun going = awaitWriting();
    assertEquals("sluice-" + GOOD + "-000001", going.name());
    String lost = runs.startLike(going, "large_lost-000001");
    Map<String, String> verdicts = sweep("--dry-run");
    assertEquals("left, the ledger has a living run of its id", verdicts.get(going.jobRunId()));
    assertTrue(verdicts.get(lost).startsWith("would be ended, it waits"), verdicts::toString);
    flow.faults("[]");

    ExecutionListItem over = flow.awaitOver(GOOD, 1).get(0);
    assertEquals("SUCCEEDED", over.statusAsString());
    assertEquals(JobRunState.SUCCESS, runs.get(going.jobRunId()).state());
    assertEquals(List.of(), flow.runs(GOOD));
    assertEquals("committed", flow.messages().await(GOOD, 1).get(0).outcome());

    Path file = Files.writeString(folder.resolve("rows.csv"), rows());
    Path local = Files.writeString(folder.resolve("local.yml"), spec(GOOD, file.toString()));
    String lake = folder.resolve("lake").toString();
    CommandLineForTests.run("ingest", "--lake", lake, local.toString());
    String query = "SELECT * FROM flow." + GOOD + " ORDER BY ALL";
    List<String> expected = CommandLineForTests.query(lake, query);
    assertEquals(ROWS + 1, expected.size());
    // Not by assertEquals, whose message would have all of them.
    assertTrue(expected.equals(CommandLineForTests.query(flow.lake(), query)), "other rows");
    assertEquals(report(lake), report(flow.lake()));
    assertEquals(1, LaunchContract.runs(flow.lake(), GOOD).size());
    assertTrue(logsOfDriver(GOOD + "-000001").anyMatch(line -> line.contains("publishing")));

    // All that is left is what belongs to no batch.
    flow.awaitOver(BAD, 1);
    verdicts = sweep();
    assertEquals(List.of(lost), List.copyOf(verdicts.keySet()));
    assertTrue(verdicts.get(lost).startsWith("ended, it waits"), verdicts::toString);
    runs.awaitCancelled(lost);
    assertEquals(Map.of(), sweep());
  }

  @Test
  @Order(2)
  void refusedDataIsRefusedOnceAndLogsSayWhy() throws Exception {
    Flow flow = Flow.flow();
    ExecutionListItem over = flow.awaitOver(BAD, 1).get(0);
    assertEquals("FAILED", over.statusAsString());
    assertEquals(
        "Sluice.Refused",
        flow.sfn().describeExecution(b -> b.executionArn(over.executionArn())).error());
    assertEquals("refused", flow.messages().await(BAD, 1).get(0).outcome());
    assertThrows(
        EntityNotFoundException.class,
        () ->
            AwsClients.glue(AwsSettings.OF_ENVIRONMENT)
                .getTable(b -> b.databaseName("flow").name(BAD)));
    // It was not tried again: the data would be the same.
    assertEquals(1, runs.of(BAD).size());
    assertEquals(List.of(), flow.runs(BAD));
    assertTrue(logsOfDriver(BAD + "-000001").anyMatch(line -> line.contains("rejected")));
  }

  /** What the good one's run says of itself that does not depend on where and by what it ran. */
  private static Map<String, String> report(String lake) throws Exception {
    JsonNode run = LaunchContract.runs(lake, GOOD).get(0);
    Map<String, String> report = new TreeMap<>();
    for (String name : List.of("state", "files", "read", "written", "rejected", "table_name")) {
      report.put(name, run.path(name).toString());
    }
    return report;
  }

  /** Waits until the good one's run is known to the ledger, and writes. */
  private static JobRun awaitWriting() throws Exception {
    Path calls = Flow.flow().state().resolve("calls.jsonl");
    long deadline = System.nanoTime() + Flow.PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try (Stream<String> lines = Files.lines(calls)) {
        if (lines.anyMatch(
            c -> c.contains("CreateMultipartUpload") && c.contains("flow/" + GOOD))) {
          return runs.of(GOOD).get(0);
        }
      }
      Thread.sleep(200);
    }
    throw new AssertionError("no run of " + GOOD + " writes; see " + Flow.flow().state());
  }

  /** What a sweep found on EMR Serverless, by the id there: what became of it, and why. */
  private static Map<String, String> sweep(String... more) throws IOException {
    List<String> arguments =
        Stream.concat(
                Stream.of("sweep", "--compute", "--on", "emr-serverless", "--grace", "0s"),
                Stream.concat(
                    Stream.of("--lake", Flow.flow().lake(), "--output", "json"), Stream.of(more)))
            .toList();
    Map<String, String> verdicts = new TreeMap<>();
    for (JsonNode each : JSON.readTree(CommandLineForTests.run(arguments.toArray(new String[0])))) {
      if (each.path("run_id").asText().startsWith("large_") && !isOf(each, BAD)) {
        verdicts.put(
            each.path("id").asText(),
            each.path("verdict").asText() + ", " + each.path("why").asText());
      }
    }
    return verdicts;
  }

  private static boolean isOf(JsonNode found, String dataset) {
    return found.path("run_id").asText().startsWith(dataset);
  }

  /** What 'sluice logs' shows of a run's driver to somebody who may do nothing else. */
  @SuppressWarnings("try") // Who asks is somebody else as long as it is open.
  private static Stream<String> logsOfDriver(String run) throws IOException {
    JsonNode logs;
    try (Launcher reader = Launcher.with("logs")) {
      logs =
          JSON.readTree(
              CommandLineForTests.run(
                  "logs", run, "--stack", "flow", "--region", "us-east-1", "--output", "json"));
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode line : logs.path("lines")) {
      if (line.path("source").asText().startsWith("SPARK_DRIVER/")) {
        lines.add(line.path("text").asText());
      }
    }
    return lines.stream();
  }
}
