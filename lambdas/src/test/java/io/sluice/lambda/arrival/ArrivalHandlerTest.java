package io.sluice.lambda.arrival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import io.sluice.lambda.testing.Flow;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.StorageClass;

@ExtendWith(LocalAwsForTests.class)
class ArrivalHandlerTest {
  private static final int BURST = Integer.getInteger("sluice.burst", 300);

  private final Flow flow = new Flow().spec("flights");

  private ArrivalHandler function() {
    return new ArrivalHandler(flow.environment(), Clock.systemUTC());
  }

  private JsonNode receive(String... bodies) {
    return Flow.call(function(), Flow.messages(List.of(bodies)));
  }

  private List<Arrival> members(String dataset) {
    return flow.inbox().batches(dataset, 10).stream()
        .flatMap(batch -> flow.inbox().members(dataset, batch.number()).stream())
        .toList();
  }

  private String refusal(String dataset) {
    List<Arrival> members = members(dataset);
    assertEquals(1, members.size());
    return members.get(0).refusal();
  }

  @Test
  void anArrivalIsRecordedAndItsBatchStarted() {
    flow.put("flights/a.csv", "a,b\n1,2\n");
    assertEquals("{\"batchItemFailures\":[]}", receive(flow.event("flights/a.csv")).toString());
    List<Arrival> members = members("flights");
    assertEquals("s3://" + flow.landing() + "/flights/a.csv", members.get(0).uri());
    assertEquals(8, members.get(0).size());
    assertEquals(1, flow.executions().size());
    assertEquals("flights-000001", flow.executions().get(0).name());
    assertEquals(
        "{\"dataset\":\"flights\",\"batch\":\"000001\"}", flow.input(flow.executions().get(0)));
    assertEquals(1, flow.inbox().batch("flights", 1).orElseThrow().started());
  }

  @Test
  void aSpecThatWasThereBeforeTheFileCoversItThoughTheFunctionReadSpecsEarlier() throws Exception {
    ArrivalHandler function = function();
    flow.put("flights/a.csv", "a,b\n1,2\n");
    Flow.call(function, Flow.messages(List.of(flow.event("flights/a.csv"))));
    flow.spec("weather").put("weather/a.csv", "a,b\n1,2\n");
    // No event comes faster.
    Thread.sleep(150);
    Flow.call(function, Flow.messages(List.of(flow.event("weather/a.csv"))));
    assertEquals(1, members("weather").size());
    assertEquals(List.of(), members(Arrival.UNCOVERED));
  }

  @Test
  void theSameEventFiftyTimesAtATimeIsOneArrivalOneBatchOneExecution() throws Exception {
    flow.put("flights/a.csv", "a,b\n1,2\n");
    String event = flow.event("flights/a.csv");
    List<Callable<JsonNode>> calls = Collections.nCopies(50, () -> receive(event));
    for (JsonNode answer : all(calls)) {
      assertTrue(answer.path("batchItemFailures").isEmpty());
    }
    assertEquals(1, members("flights").size());
    assertEquals(1, flow.inbox().batches("flights", 10).size());
    assertEquals(1, flow.executions().size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eventsInAnyOrderAndDoubledJoinNothingTwice(long seed) {
    flow.versioned();
    Random random = new Random(seed);
    List<String> events = new ArrayList<>();
    for (int file = 0; file < 6; file++) {
      String key = "flights/" + file + ".csv";
      for (int version = 0; version < 2; version++) {
        flow.put(key, "a,b\n" + file + "," + version + "\n");
        String id = flow.s3().headObject(b -> b.bucket(flow.landing()).key(key)).versionId();
        for (int copy = 0; copy <= random.nextInt(3); copy++) {
          events.add(flow.event(key, id));
        }
      }
    }
    Collections.shuffle(events, random);
    for (int from = 0; from < events.size(); from += 4) {
      List<String> some = events.subList(from, Math.min(events.size(), from + 4));
      receive(some.toArray(new String[0]));
      if (random.nextInt(3) == 0) {
        flow.inbox().close("flights", flow.inbox().batches("flights", 1).get(0).number());
      }
    }
    // What counts is what lies there: the newest version of each, once.
    Map<String, Integer> times = new HashMap<>();
    for (Arrival member : members("flights")) {
      times.merge(member.uri(), 1, Integer::sum);
    }
    assertEquals(6, times.size());
    assertTrue(times.values().stream().allMatch(n -> n == 1), times.toString());
    Set<String> names = new HashSet<>();
    flow.executions().forEach(execution -> names.add(execution.name()));
    assertEquals(flow.inbox().batches("flights", 100).size(), names.size());
    assertEquals(names.size(), flow.executions().size());
  }

  @Test
  void aCorrectedFileIsAnotherArrival() {
    flow.put("flights/a.csv", "a,b\n1,2\n");
    receive(flow.event("flights/a.csv"));
    flow.inbox().close("flights", 1);
    flow.put("flights/a.csv", "a,b\n1,3\n");
    receive(flow.event("flights/a.csv"));
    assertEquals(2, members("flights").size());
    assertEquals(List.of("flights-000001", "flights-000002"), names());
  }

  private List<String> names() {
    return flow.executions().stream().map(execution -> execution.name()).sorted().toList();
  }

  @Test
  void killedBetweenRecordAndStartItIsMadeGoodByTheSameMessageAgain() {
    flow.put("flights/a.csv", "a,b\n1,2\n");
    flow.without("STATE_MACHINE_ARN");
    JsonNode answer = receive(flow.event("flights/a.csv"));
    assertEquals("m0", answer.at("/batchItemFailures/0/itemIdentifier").asText());
    assertEquals(1, members("flights").size());
    assertEquals(List.of(), names());
    Flow again = flow.with("STATE_MACHINE_ARN", flow.machine());
    Flow.call(
        new ArrivalHandler(again.environment(), Clock.systemUTC()),
        Flow.messages(List.of(flow.event("flights/a.csv"))));
    assertEquals(List.of("flights-000001"), names());
  }

  @Test
  void killedBetweenRecordAndStartItIsMadeGoodByTheNextArrival() {
    flow.put("flights/a.csv", "a,b\n1,2\n");
    flow.put("flights/b.csv", "a,b\n1,2\n");
    flow.without("STATE_MACHINE_ARN");
    receive(flow.event("flights/a.csv"));
    flow.with("STATE_MACHINE_ARN", flow.machine());
    receive(flow.event("flights/b.csv"));
    assertEquals(List.of("flights-000001"), names());
    assertEquals(2, flow.inbox().tally("flights", 1).count());
  }

  @Test
  void killedAfterTheStartAndBeforeItWasWrittenDownItStartsNothingTwice() {
    flow.put("flights/a.csv", "a,b\n1,2\n");
    flow.put("flights/b.csv", "a,b\n1,2\n");
    Batch batch = flow.inbox().join(arrival("flights/x.csv"), Instant.now());
    flow.start("flights-000001", "{\"dataset\":\"flights\",\"batch\":\"000001\"}");
    assertEquals(0, batch.started());
    receive(flow.event("flights/a.csv"));
    receive(flow.event("flights/b.csv"));
    assertEquals(List.of("flights-000001"), names());
    assertEquals(1, flow.inbox().batch("flights", 1).orElseThrow().started());
  }

  @Test
  void anExecutionThatIsOverIsNotStartedAgain() {
    flow.put("flights/a.csv", "a,b\n1,2\n");
    flow.inbox().join(arrival("flights/x.csv"), Instant.now());
    flow.stop(flow.start("flights-000001", "{\"dataset\":\"flights\",\"batch\":\"000001\"}"));
    assertTrue(receive(flow.event("flights/a.csv")).path("batchItemFailures").isEmpty());
    assertEquals(List.of("flights-000001"), names());
  }

  private Arrival arrival(String key) {
    return new Arrival(
        "flights", "s3://" + flow.landing() + "/" + key, "v", "", "e", 1, Instant.EPOCH, "");
  }

  @Test
  void aPoisonMessageFailsAlone() {
    flow.put("flights/a.csv", "a,b\n1,2\n");
    flow.put("flights/b.csv", "a,b\n1,2\n");
    JsonNode answer =
        receive(
            flow.event("flights/a.csv"),
            "this is not JSON",
            "{\"detail-type\":\"Object Created\",\"detail\":{}}",
            flow.event("flights/b.csv"));
    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"m2\"}]}",
        answer.toString());
    assertEquals(2, members("flights").size());
  }

  @Test
  void anObjectThatIsGoneIsRecordedAndDone() {
    assertTrue(receive(flow.event("flights/a.csv")).path("batchItemFailures").isEmpty());
    assertEquals(
        "s3://" + flow.landing() + "/flights/a.csv", flow.inbox().gone("flights").get(0).uri());
    assertEquals(List.of(), names());
  }

  @Test
  void namesOfMarkersAndUnfinishedFilesArePassedOver() {
    for (String key :
        List.of(
            "flights/",
            "flights/_SUCCESS",
            "flights/.a.csv",
            "flights/_tmp/a.csv",
            "elsewhere/",
            "elsewhere/_x")) {
      flow.put(key, "a,b\n1,2\n");
      assertTrue(receive(flow.event(key)).path("batchItemFailures").isEmpty());
    }
    assertEquals(List.of(), flow.inbox().datasets());
  }

  @Test
  void whatNoSpecCoversIsRefusedAndTold() {
    flow.put("weather/a.csv", "a,b\n1,2\n");
    receive(flow.event("weather/a.csv"));
    assertEquals(
        "no dataset's spec covers it. Put one whose source.path leads to it into "
            + flow.lake().root()
            + "/_sluice/specs/",
        refusal(Arrival.UNCOVERED));
    assertEquals(List.of("0-uncovered-000001"), names());
  }

  @Test
  void aWrongSpecStopsNoOtherAndIsTold() {
    flow.spec("weather.yml", "dataset: weather\nsauce: {}\n").spec("x.yml", "a: [");
    flow.put("flights/a.csv", "a,b\n1,2\n");
    flow.put("weather/a.csv", "a,b\n1,2\n");
    receive(flow.event("flights/a.csv"), flow.event("weather/a.csv"));
    assertEquals("", refusal("flights"));
    String refusal = refusal(Arrival.UNCOVERED);
    assertTrue(refusal.contains("specs/weather.yml"), refusal);
    assertTrue(refusal.contains("specs/x.yml"), refusal);
  }

  @Test
  void aWrongSpecWhoseSourceIsKnownKeepsItsFiles() {
    flow.spec(
        "weather.yml",
        "dataset: weather\nsource: {path: s3://" + flow.landing() + "/weather/}\nsauce: {}\n");
    flow.put("weather/a.csv", "a,b\n1,2\n");
    receive(flow.event("weather/a.csv"));
    assertEquals("", refusal("weather"));
  }

  @Test
  void twoSpecsOfOneNameAreTold() {
    flow.spec(
        "z.yml",
        "dataset: flights\nsource: {path: s3://"
            + flow.landing()
            + "/more/}\ntarget: {database: a}\n");
    flow.put("more/a.csv", "a,b\n1,2\n");
    receive(flow.event("more/a.csv"));
    assertTrue(refusal(Arrival.UNCOVERED).contains("has a spec already"));
  }

  @Test
  void oneFileMayBeTwoDatasets() {
    flow.spec(
        "all.yml",
        "dataset: all\nsource: {path: \"s3://"
            + flow.landing()
            + "/*/*.csv\"}\ntarget: {database: a}\n");
    flow.put("flights/a.csv", "a,b\n1,2\n");
    receive(flow.event("flights/a.csv"));
    assertEquals(List.of("all-000001", "flights-000001"), names());
  }

  @Test
  void anEmptyFileIsRefused() {
    flow.put("flights/a.csv", "");
    receive(flow.event("flights/a.csv"));
    assertTrue(refusal("flights").startsWith("it is empty"));
    assertEquals(List.of("flights-000001"), names(), "its batch tells people");
  }

  @Test
  void aFileOverTheLimitIsRefused() {
    flow.with("MAX_FILE_BYTES", "5");
    flow.put("flights/a.csv", "a,b\n1,2\n");
    receive(flow.event("flights/a.csv"));
    assertTrue(refusal("flights").startsWith("it has 8 bytes, more than the 5"));
  }

  @Test
  void aFileOfAForbiddenTypeIsRefused() {
    flow.with("ALLOWED_TYPES", "csv, jsonl");
    flow.put("flights/a.parquet", "PAR1....PAR1");
    receive(flow.event("flights/a.parquet"));
    assertEquals(
        "its name says that it is parquet. Only csv, jsonl may be ingested here, as the stack's"
            + " parameter AllowedTypes says",
        refusal("flights"));
  }

  @Test
  void anArchivedFileIsRefused() {
    flow.s3()
        .putObject(
            b -> b.bucket(flow.landing()).key("flights/a.csv").storageClass(StorageClass.GLACIER),
            RequestBody.fromString("a,b\n1,2\n"));
    receive(flow.event("flights/a.csv"));
    assertTrue(refusal("flights").startsWith("it is archived (GLACIER)"), refusal("flights"));
  }

  @Test
  void aFileEncryptedWithItsSendersKeyIsRefused() {
    byte[] key = new byte[32];
    String base64 = Base64.getEncoder().encodeToString(key);
    flow.s3()
        .putObject(
            b ->
                b.bucket(flow.landing())
                    .key("flights/a.csv")
                    .sseCustomerAlgorithm("AES256")
                    .sseCustomerKey(base64)
                    .sseCustomerKeyMD5(md5(key)),
            RequestBody.fromString("a,b\n1,2\n"));
    assertTrue(receive(flow.event("flights/a.csv")).path("batchItemFailures").isEmpty());
    assertTrue(refusal("flights").contains("SSE-C"), refusal("flights"));
  }

  private static String md5(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"매출 보고서.csv", "a+b.csv", "a%20b.csv", "a b&c=d.csv", "x//y.csv", "é;ü,(1).csv"})
  void keysAreTakenAsTheyAre(String name) {
    flow.put("flights/" + name, "a,b\n1,2\n");
    receive(flow.event("flights/" + name));
    assertEquals("s3://" + flow.landing() + "/flights/" + name, members("flights").get(0).uri());
  }

  @Test
  void aKeyOfThousandBytesOfKorean() {
    String key = "flights/" + "가".repeat(337) + ".csv";
    flow.put(key, "a,b\n1,2\n");
    receive(flow.event(key));
    assertEquals("s3://" + flow.landing() + "/" + key, members("flights").get(0).uri());
    assertEquals(List.of("flights-000001"), names());
  }

  @Test
  void filesOfTheLakeItselfAreNoSource() {
    String body = flow.event("x").replace(flow.landing(), flow.landing().replace("-in", "-lake"));
    receive(body.replace("\"key\":\"x\"", "\"key\":\"lake/analytics/flights/f.parquet\""));
    assertEquals(List.of(), flow.inbox().datasets());
  }

  @Test
  void aBurstWithATenthDoubled() throws Exception {
    List<Callable<JsonNode>> calls = new ArrayList<>();
    List<String> events = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      flow.put("flights/" + i + ".csv", "a,b\n1," + i + "\n");
      events.add(flow.event("flights/" + i + ".csv"));
      if (i % 10 == 0) {
        events.add(events.get(events.size() - 1));
      }
    }
    Collections.shuffle(events, new Random(7));
    ArrivalHandler function = function();
    for (int from = 0; from < events.size(); from += 10) {
      List<String> some = events.subList(from, Math.min(events.size(), from + 10));
      calls.add(() -> Flow.call(function, Flow.messages(some)));
    }
    for (JsonNode answer : all(calls)) {
      assertTrue(answer.path("batchItemFailures").isEmpty());
    }
    assertEquals(BURST, flow.inbox().tally("flights", 1).count());
    assertEquals(List.of("flights-000001"), names());
  }

  private static List<JsonNode> all(List<Callable<JsonNode>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(10);
    try {
      List<JsonNode> answers = new ArrayList<>();
      for (Future<JsonNode> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
