package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Spark's process is killed: the machine's retry attaches to the run, and every row is there once.
 */
@ExtendWith(LocalAwsForTests.class)
class KilledRunIT {
  private static final int ROWS = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"preparing", "publishing"})
  void theRetryCarriesItThrough(String when) throws Exception {
    Flow flow = Flow.flow();
    String dataset = "killed_" + when;
    flow.spec(
        dataset,
        "dataset: %s\nsource: {path: \"%s/*.csv\", format: csv}\ntarget: {database: flow, table: %s, partition_by: [part]}\n"
            .formatted(dataset, flow.landing(dataset), dataset));
    String rows =
        IntStream.range(0, ROWS)
            .mapToObj(i -> i + "," + i % 7 + "\n")
            .collect(Collectors.joining("", "id,part\n", ""));
    flow.land(dataset, "rows.csv", RequestBody.fromString(rows));
    kill(flow, dataset, when);
    assertEquals("SUCCEEDED", flow.awaitOver(dataset, 1).get(0).statusAsString());
    assertEquals(
        List.of("n,distinct_ids,sum", ROWS + "," + ROWS + "," + (long) ROWS * (ROWS - 1) / 2),
        CommandLineForTests.query(
            flow.lake(),
            "SELECT count(*) AS n, count(DISTINCT id) AS distinct_ids, sum(id) AS sum FROM flow."
                + dataset));
    assertTrue(flow.runs(dataset).size() >= 2);
    assertEquals(1, flow.messages().await(dataset, 1).size());
  }

  private static void kill(Flow flow, String dataset, String when) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    while (System.nanoTime() < deadline) {
      for (String run : flow.runs(dataset)) {
        Path folder = flow.state().resolve("glue").resolve(run);
        if (Files.exists(folder.resolve("pid"))
            && Files.readString(folder.resolve("stderr.log")).contains(when)) {
          long pid = Long.parseLong(Files.readString(folder.resolve("pid")));
          assertTrue(ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false));
          return;
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no run came to " + when);
  }
}
