package io.sluice.lambda.arrival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import io.sluice.ingest.Ingest;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.lambda.host.Deadline;
import io.sluice.lambda.host.Log;
import io.sluice.lambda.testing.Flow;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.SpecReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** After the sweep everything is in a batch once, whatever became of its events. */
@ExtendWith(LocalAwsForTests.class)
class LandingSweepTest {
  /** More by command: {@code -Dsluice.swept=10000}. */
  private static final int FILES = Integer.getInteger("sluice.swept", 150);

  private static final long SEED = Long.getLong("sluice.seed", 20261129);

  private final Flow flow = new Flow().spec("flights");
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

  LandingSweepTest() {
    flow.with("LANDING", "s3://" + flow.landing() + "/flights/")
        .with("SWEEP_AGE_SECONDS", "0")
        .with("SWEEP_MINUTES", "0");
  }

  private SweepHandler.Swept sweep(Deadline deadline) throws Exception {
    Log log =
        Log.of(null, new PrintStream(logged, true, StandardCharsets.UTF_8), Clock.systemUTC());
    // A clock that is a second ahead: S3 tells whole seconds.
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(2));
    return new SweepHandler(flow.environment(), clock)
        .answer(new SweepHandler.Nothing(), deadline, log);
  }

  private SweepHandler.Swept sweep() throws Exception {
    return sweep(Deadline.of(null));
  }

  /** How often each object is in some batch. */
  private Map<String, Integer> members(String dataset) {
    Map<String, Integer> counts = new HashMap<>();
    for (Batch batch : flow.inbox().batches(dataset, 1_000)) {
      for (Arrival arrival : flow.inbox().members(dataset, batch.number())) {
        counts.merge(arrival.uri(), 1, Integer::sum);
      }
    }
    return counts;
  }

  @Test
  void aTenthOfTheEventsLostAndATenthDoubled() throws Exception {
    flow.with("BATCH_MAX_FILES", "" + Math.max(5, FILES / 20));
    Random random = new Random(SEED);
    List<String> events = new ArrayList<>();
    int lost = 0;
    for (int i = 0; i < FILES; i++) {
      String key = "flights/%05d.csv".formatted(i);
      flow.put(key, "a,b\n" + i + ",2\n");
      int fate = random.nextInt(10);
      if (fate == 0) {
        lost++;
      } else {
        events.add(flow.event(key));
        if (fate == 1) {
          events.add(flow.event(key));
        }
      }
    }
    java.util.Collections.shuffle(events, random);
    ArrivalHandler arrivals = new ArrivalHandler(flow.environment(), Clock.systemUTC());
    for (int from = 0; from < events.size(); from += 100) {
      List<String> some = events.subList(from, Math.min(events.size(), from + 100));
      JsonNode answer = Flow.call(arrivals, Flow.messages(some));
      assertEquals(0, answer.path("batchItemFailures").size());
    }
    assertEquals(FILES - lost, members("flights").size());

    assertEquals(new SweepHandler.Swept(1, 0, FILES, lost), sweep());
    Map<String, Integer> after = members("flights");
    assertEquals(FILES, after.size(), "seed " + SEED);
    assertTrue(after.values().stream().allMatch(count -> count == 1), after::toString);
    assertNotEquals(
        Batch.State.OPEN,
        flow.inbox().batches("flights", 1).get(0).state(),
        "the sweep closes a batch that it has filled");
    assertEquals(0, sweep().found(), "and finds nothing the next time");
  }

  @Test
  void itGoesOnWhereItsTimeRanOut() throws Exception {
    IntStream.range(0, 3).forEach(i -> flow.put("flights/" + i + ".csv", "a\n1\n"));
    assertEquals(0, sweep(Deadline.in(Duration.ofNanos(1))).listed());
    String place = flow.lake().own("sweep/cursor.json");
    flow.putAt(
        place,
        "{\"after\":\"flights/0.csv\",\"begun_at\":\"2026-11-29T20:00:00Z\",\"over\":false,"
            + "\"listed\":1,\"found\":0}");
    SweepHandler.Swept swept = sweep();
    assertEquals(2, swept.listed());
    assertEquals(2, swept.found());
    assertTrue(flow.text(place).contains("\"over\":true"), flow.text(place));
    flow.with("SWEEP_MINUTES", "60");
    JsonNode cursor = Flow.tree(flow.text(place));
    assertEquals(3, cursor.path("listed").asLong());
    assertEquals(3, sweep().listed(), "the pass began long ago, so the next one begins");
    assertEquals(0, sweep().listed(), "and now it is too early");
  }

  @Test
  void whatIsYoungHiddenOrIngestedIsLeftAlone() throws Exception {
    flow.put("flights/_marker", "");
    flow.put("flights/by-hand.csv", "a,b\n1,2\n");
    String spec =
        "dataset: flights\nsource: {path: 's3://"
            + flow.landing()
            + "/flights/by-hand.csv'}\ntarget: {database: analytics, table: flights}\n";
    Stop stop = new Stop();
    try (Lake lake = Lake.open(flow.lake());
        ThreadRunner runner = new ThreadRunner(1, stop, lake.storages())) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      assertEquals(
          ExitCode.DONE,
          new Ingest(SpecReader.read(spec, "s.yml"), lake, runner, "threads", stop, silent)
              .run()
              .exitCode());
    }
    flow.put("flights/strange.txt", "?");
    flow.put("flights/late.csv", "a,b\n1,2\n");
    assertEquals(2, sweep().found());
    assertEquals(
        new TreeSet<>(
            List.of(
                "s3://" + flow.landing() + "/flights/late.csv",
                "s3://" + flow.landing() + "/flights/strange.txt")),
        new TreeSet<>(members("flights").keySet()));
    flow.put("flights/young.csv", "a,b\n1,2\n");
    flow.with("SWEEP_AGE_SECONDS", "600");
    assertEquals(0, sweep().found());
  }

  @Test
  void howMuchWaitsIsAMetric() throws Exception {
    flow.put("flights/a.csv", "a,b\n1,2\n");
    sweep();
    sweep();
    JsonNode metric =
        logged
            .toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("BacklogFiles"))
            .map(Flow::tree)
            .reduce((first, second) -> second)
            .orElseThrow();
    assertEquals("Sluice", metric.at("/_aws/CloudWatchMetrics/0/Namespace").asText());
    assertEquals("Dataset", metric.at("/_aws/CloudWatchMetrics/0/Dimensions/0/0").asText());
    assertEquals(4, metric.at("/_aws/CloudWatchMetrics/0/Metrics").size());
    assertEquals("flights", metric.path("Dataset").asText());
    assertEquals(1, metric.path("BacklogFiles").asLong());
    assertEquals(8, metric.path("BacklogBytes").asLong());
    assertEquals(1, metric.path("BacklogBatches").asLong());
  }
}
