package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Spark's process is killed: the machine's retry attaches to the run, and every row is there once.
 * The emulator holds a call of each run, so that it is certain where it dies: one while it writes
 * its files, one with some of them published and some not.
 */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class KilledRunIT {
  private static final int ROWS = 20_000;
  private static final String HELD =
      """
      [{"service": "s3", "operation": "UploadPart", "when": "killed_preparing", "hold": true, "code": "SlowDown", "status": 503},
       {"service": "s3", "operation": "CompleteMultipartUpload", "when": "killed_publishing/part=3", "hold": true,
        "code": "SlowDown", "status": 503}]""";

  @BeforeAll
  static void killBoth() throws Exception {
    Flow flow = Flow.flow();
    flow.faults(HELD);
    land(flow, "killed_preparing");
    land(flow, "killed_publishing");
    kill(flow, "killed_preparing", folder -> writing(flow, "killed_preparing"));
    kill(
        flow,
        "killed_publishing",
        folder -> Files.readString(folder.resolve("stderr.log")).contains("publishing"));
    flow.faults("[]");
  }

  @AfterAll
  static void letGo() throws IOException {
    Flow.flow().faults("[]");
  }

  private static void land(Flow flow, String dataset) {
    flow.spec(
        dataset,
        "dataset: %s\nsource: {path: \"%s/*.csv\", format: csv}\ntarget: {database: flow, table: %s, partition_by: [part]}\n"
            .formatted(dataset, flow.landing(dataset), dataset));
    String rows =
        IntStream.range(0, ROWS)
            .mapToObj(i -> i + "," + i % 7 + "\n")
            .collect(Collectors.joining("", "id,part\n", ""));
    flow.land(dataset, "rows.csv", RequestBody.fromString(rows));
  }

  @ParameterizedTest
  @ValueSource(strings = {"killed_preparing", "killed_publishing"})
  void theRetryCarriesItThrough(String dataset) throws Exception {
    Flow flow = Flow.flow();
    assertEquals("SUCCEEDED", flow.awaitOver(dataset, 1).get(0).statusAsString());
    assertEquals(
        List.of("n,distinct_ids,sum", ROWS + "," + ROWS + "," + (long) ROWS * (ROWS - 1) / 2),
        CommandLineForTests.query(
            flow.lake(),
            "SELECT count(*) AS n, count(DISTINCT id) AS distinct_ids, sum(id) AS sum FROM flow."
                + dataset));
    assertEquals(2, flow.runs(dataset).size());
    assertEquals(1, flow.messages().await(dataset, 1).size());
  }

  /** Kills the run of a dataset a moment after it came so far. */
  private static void kill(Flow flow, String dataset, Stage stage) throws Exception {
    long deadline = System.nanoTime() + Flow.PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (String run : flow.runs(dataset)) {
        Path folder = flow.state().resolve("glue").resolve(run);
        if (Files.exists(folder.resolve("pid")) && stage.reached(folder)) {
          Thread.sleep(1_000);
          long pid = Long.parseLong(Files.readString(folder.resolve("pid")));
          assertTrue(ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false));
          return;
        }
      }
      Thread.sleep(200);
    }
    throw new AssertionError("no run of " + dataset + " came so far; see " + flow.state());
  }

  /** Whether a run whose files lie in a folder came so far. */
  private interface Stage {
    boolean reached(Path folder) throws IOException;
  }

  private static boolean writing(Flow flow, String dataset) throws IOException {
    try (Stream<String> calls = Files.lines(flow.state().resolve("calls.jsonl"))) {
      return calls.anyMatch(c -> c.contains("CreateMultipartUpload") && c.contains(dataset));
    }
  }
}
