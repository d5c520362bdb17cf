package io.sluice.lambda.small;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.ingest.IngestOrder;
import io.sluice.ingest.NamedIngest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.lambda.host.Deadline;
import io.sluice.lambda.host.Log;
import io.sluice.lambda.small.SmallAnswer.Result;
import io.sluice.lambda.testing.Flow;
import io.sluice.lambda.testing.Requests;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.SpecReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A function ingests as the job does, or leaves nothing behind. */
@ExtendWith(LocalAwsForTests.class)
class SmallHandlerTest {
  /** More by command: {@code -Dsluice.atOnce=200}. */
  private static final int AT_ONCE = Integer.getInteger("sluice.atOnce", 12);

  /** Likewise. */
  private static final int DEADLINES = Integer.getInteger("sluice.deadlines", 5);

  private final Flow flow = new Flow();
  private final SmallHandler handler = new SmallHandler(flow.environment());
  private final Log log =
      Log.of(null, new PrintStream(new ByteArrayOutputStream()), Clock.systemUTC());

  private String spec(String dataset, String more) {
    String text =
        """
        dataset: %1$s
        source: {path: "s3://%2$s/%1$s/*.csv", format: csv}
        schema:
          - {name: n, type: int}
          - {name: kind, type: string}
        %3$s
        target: {database: d, table: %1$s, partition_by: [kind]}
        """
            .formatted(dataset, flow.landing(), more);
    flow.spec(dataset + ".yml", text);
    return text;
  }

  /** A batch of files, each with that many rows and one that is wrong. */
  private SmallRequest batch(String dataset, String batch, Map<String, Integer> files) {
    List<String> uris = new ArrayList<>();
    files.forEach(
        (name, rows) -> {
          StringBuilder text = new StringBuilder("n,kind\n");
          for (int i = 0; i < rows; i++) {
            text.append(i).append(",k").append(i % 3).append('\n');
          }
          flow.put(dataset + "/" + name, text + "x,k0\n");
          uris.add("\"s3://" + flow.landing() + "/" + dataset + "/" + name + "\"");
        });
    String list = flow.lake().own("batches/" + dataset + "/" + batch + "/job.json");
    flow.putAt(list, uris.toString());
    return request(dataset, batch);
  }

  private SmallRequest request(String dataset, String batch) {
    String folder = flow.lake().own("batches/" + dataset + "/" + batch + "/");
    return new SmallRequest(
        dataset,
        batch,
        dataset + "-" + batch,
        flow.lake().own("specs/" + dataset + ".yml"),
        folder + "job.json",
        folder + "outcome.json",
        "",
        false,
        "",
        "");
  }

  private SmallAnswer run(SmallRequest request) throws IOException {
    return handler.run(request, new Stop(), log);
  }

  private JsonNode outcome(SmallRequest request) {
    return Flow.tree(flow.text(request.outcome()));
  }

  private static long rows(Flow of, String table) {
    try (Lake lake = Lake.open(of.lake())) {
      return lake.ledger().liveFiles("d." + table, Kind.DATA).stream()
          .mapToLong(LiveFile::rows)
          .sum();
    }
  }

  private static List<String> runs(Flow of) {
    try (Lake lake = Lake.open(of.lake())) {
      return lake.ledger().runs(Optional.empty(), Optional.empty(), 1_000).stream()
          .map(run -> run.runId() + " " + run.state())
          .sorted()
          .toList();
    }
  }

  /** Each file of a table by its path from there on, with a checksum of its bytes. */
  private static Map<String, Long> bytes(Flow of, String database, String table) {
    Map<String, Long> found = new TreeMap<>();
    try (Lake lake = Lake.open(of.lake())) {
      for (LiveFile file : lake.ledger().liveFiles(database + "." + table, Kind.DATA)) {
        CRC32 crc = new CRC32();
        crc.update(of.bytes(file.path()));
        found.put(file.path().substring(file.path().indexOf("/" + table + "/")), crc.getValue());
      }
    }
    return found;
  }

  @Test
  void rowsAndFilesAreThoseOfAnyOtherRunner() throws Exception {
    String text = spec("t", "rejects: {max_rows: 5}");
    SmallRequest request = batch("t", "000001", Map.of("a.csv", 5_000, "b.csv", 20));
    JsonNode answer = Flow.call(handler, Flow.mapOf(request));
    assertEquals("done", answer.path("result").asText(), answer.toString());
    assertEquals("", answer.path("reason").asText());
    assertEquals(5_020, rows(flow, "t"));
    JsonNode outcome = outcome(request);
    assertEquals("committed", outcome.path("outcome").asText());
    assertEquals("t-000001", outcome.path("run_id").asText());
    assertEquals(5_020, outcome.path("written").asLong());
    assertEquals(2, outcome.path("rejected").asLong());
    assertEquals("2 x not_a_number in column n", outcome.at("/reasons/0").asText());

    Flow other = new Flow();
    Stop stop = new Stop();
    IngestOrder order =
        new IngestOrder(
            SpecReader.read(text.replace("database: d", "database: other"), "t.yml"),
            Optional.of("t-000001"),
            Optional.empty());
    try (Lake lake = Lake.open(other.lake());
        ThreadRunner runner = new ThreadRunner(2, stop, lake.storages())) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      Outcome unused = new NamedIngest(order, lake, runner, "threads", stop, silent).run();
    }
    assertEquals(4, runs(other).size() + bytes(other, "other", "t").size());
    assertEquals(bytes(other, "other", "t"), bytes(flow, "d", "t"));

    assertEquals(Result.DONE, run(request).result(), "asked again, it answers the same");
    assertEquals(List.of("t-000001 COMMITTED"), runs(flow));
  }

  @Test
  void refusedDataAndWrongSpecsAreEnds() throws Exception {
    spec("limits", "rejects: {max_rows: 0}");
    SmallRequest refused = batch("limits", "000001", Map.of("a.csv", 5));
    assertEquals(Result.DONE, run(refused).result());
    assertEquals("refused", outcome(refused).path("outcome").asText());
    spec("wrong", "rejectz: {max_rows: 0}");
    SmallRequest wrong = batch("wrong", "000001", Map.of("a.csv", 5));
    assertEquals(Result.DONE, run(wrong).result());
    assertEquals("usage", outcome(wrong).path("outcome").asText());
    assertTrue(outcome(wrong).path("message").asText().contains("rejectz"));
  }

  @Test
  void whatNeedsSparkIsNotBegun() throws Exception {
    spec("sql", "transforms: [{filter: \"n > 3\"}]");
    SmallAnswer answer = run(batch("sql", "000001", Map.of("a.csv", 5)));
    assertEquals(Result.TOO_BIG, answer.result());
    assertEquals(
        "the spec needs Spark: transforms[0].filter is a Spark SQL expression", answer.reason());
    assertEquals(List.of(), runs(flow));
  }

  @Test
  void whoIsAloneIsToldInTheOutcome() throws Exception {
    spec("alone", "transforms: [{filter: \"n > 3\"}]");
    SmallRequest request = batch("alone", "000001", Map.of("a.csv", 5));
    SmallRequest alone =
        new SmallRequest(
            "alone", "", "alone", request.spec(), null, request.outcome(), null, true, null, null);
    assertEquals(Result.TOO_BIG, run(alone).result());
    assertEquals("failed", outcome(alone).path("outcome").asText());
    assertTrue(outcome(alone).path("message").asText().startsWith("the spec needs Spark"));
    spec("alone", "rejects: {max_rows: 5}");
    assertEquals(Result.DONE, run(alone).result(), "all of the spec's files");
    assertEquals(5, rows(flow, "alone"));
  }

  @Test
  void whatComesTooLateIsNotBegun() throws Exception {
    spec("stale", "rejects: {max_rows: 5}");
    SmallRequest given = batch("stale", "000001", Map.of("a.csv", 5));
    Instant now = Instant.now();
    SmallAnswer late = handler.answer(until(given, now.minusSeconds(1)), Deadline.of(null), log);
    assertEquals(Result.FAILED, late.result());
    assertEquals(List.of(), runs(flow));
    assertFalse(flow.keys("lake").stream().anyMatch(key -> key.endsWith("outcome.json")));
    SmallAnswer inTime =
        handler.answer(until(given, now.plusSeconds(3_600)), Deadline.of(null), log);
    assertEquals(Result.DONE, inTime.result());
  }

  private static SmallRequest until(SmallRequest given, Instant beginBy) {
    return new SmallRequest(
        given.dataset(),
        given.batch(),
        given.runId(),
        given.spec(),
        given.files(),
        given.outcome(),
        given.execution(),
        true,
        given.stop(),
        beginBy.toString());
  }

  @Test
  void itsOwnTimeRunsOut() throws Exception {
    spec("late", "rejects: {max_rows: 5}");
    SmallRequest request = batch("late", "000001", Map.of("a.csv", 5));
    SmallAnswer answer = handler.answer(request, Deadline.in(Duration.ofMillis(1)), log);
    assertEquals(Result.TOO_BIG, answer.result());
    assertEquals("the function's time was running out", answer.reason());
    assertNothingIsLeft("late", "at once");
  }

  private void assertNothingIsLeft(String table, String told) {
    assertEquals(List.of(), flow.uploads(), told);
    try (Lake lake = Lake.open(flow.lake())) {
      assertEquals(List.of(), lake.ledger().orphans(), told);
      assertEquals(List.of(), lake.ledger().liveFiles("d." + table, Kind.DATA), told);
    }
    assertEquals(List.of(), flow.keys("lake/d/" + table), told);
  }

  @Test
  void whereverTheTimeRunsOutNothingIsLeftAndTheNextRunTakesOver() throws Exception {
    spec("whole", "rejects: {max_rows: 5}");
    Requests.before(0, () -> {});
    assertEquals(
        Result.DONE, run(batch("whole", "000001", Map.of("a.csv", 30, "b.csv", 9))).result());
    int requests = Requests.sent();
    int stopped = 0;
    for (int i = 0; i < DEADLINES; i++) {
      String dataset = "stopped" + i;
      String told = "before request " + (1 + i * requests / DEADLINES) + " of " + requests;
      spec(dataset, "rejects: {max_rows: 5}");
      SmallRequest request = batch(dataset, "000001", Map.of("a.csv", 30, "b.csv", 9));
      Stop stop = new Stop();
      Requests.before(1 + i * requests / DEADLINES, stop::request);
      SmallAnswer answer = handler.run(request, stop, log);
      Requests.before(0, () -> {});
      if (answer.result() == Result.TOO_BIG) {
        stopped++;
        assertNothingIsLeft(dataset, told);
      } else {
        // Recorded by then: carried through.
        assertEquals(Result.DONE, answer.result(), () -> told + ": " + answer.reason());
      }
      assertEquals(Result.DONE, run(request).result(), told);
      assertEquals(39, rows(flow, dataset), told);
      assertEquals("committed", outcome(request).path("outcome").asText(), told);
    }
    assertTrue(stopped * 2 >= DEADLINES, stopped + " were stopped");
  }

  @Test
  void manyAtOnceOnOneDataset() throws Exception {
    spec("many", "rejects: {max_rows: 5}");
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<Future<SmallAnswer>> answers = new ArrayList<>();
    for (int i = 1; i <= AT_ONCE; i++) {
      SmallRequest request = batch("many", "%06d".formatted(i), Map.of("f" + i + ".csv", i));
      Callable<SmallAnswer> one =
          () -> new SmallHandler(flow.environment()).run(request, new Stop(), log);
      answers.add(threads.submit(one));
    }
    for (Future<SmallAnswer> answer : answers) {
      SmallAnswer each = answer.get();
      assertEquals(Result.DONE, each.result(), each::reason);
    }
    threads.shutdown();
    assertEquals(AT_ONCE * (AT_ONCE + 1) / 2, rows(flow, "many"));
    assertEquals(AT_ONCE, runs(flow).stream().filter(run -> run.endsWith(" COMMITTED")).count());
    try (Lake lake = Lake.open(flow.lake())) {
      assertEquals(List.<RunRecord>of(), lake.ledger().orphans());
    }
  }

  @Test
  void whatHasNoRoomInMemoryIsTooBig() {
    SmallAnswer answer =
        SmallAnswer.of(new IllegalStateException(new OutOfMemoryError("Java heap space")), false);
    assertEquals(Result.TOO_BIG, answer.result());
    assertEquals(Result.TOO_BIG, SmallAnswer.of(Failures.outOfMemory(), false).result());
    assertEquals(Result.FAILED, SmallAnswer.of(new IOException("no"), false).result());
  }
}
