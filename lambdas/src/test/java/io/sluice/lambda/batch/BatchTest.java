package io.sluice.lambda.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Inbox;
import io.sluice.lambda.testing.Flow;
import io.sluice.lambda.type.TypeHandlers;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Closing and planning: what the state machine asks, one after the other. */
@ExtendWith(LocalAwsForTests.class)
class BatchTest {
  private static final Instant OPENED = Instant.parse("2026-11-29T20:00:00Z");

  private final Flow flow = new Flow().spec("flights");
  private final Inbox inbox = flow.inbox();

  private void arrive(String name, String text) {
    flow.put("flights/" + name, text);
    inbox.join(arrival(name, OPENED, text.length()), OPENED);
  }

  private Arrival arrival(String name, Instant modified, long size) {
    String version = name + modified;
    return new Arrival("flights", uri(name), version, "", "e", size, modified, "");
  }

  private String uri(String name) {
    return "s3://" + flow.landing() + "/flights/" + name;
  }

  private JsonNode close(Instant now) {
    return close("000001", now);
  }

  private JsonNode close(String batch, Instant now) {
    return Flow.call(
        new CloseHandler(flow.environment(), Clock.fixed(now, ZoneOffset.UTC)),
        Map.of("dataset", "flights", "batch", batch, "execution", "flights-" + batch));
  }

  private JsonNode closed() {
    return close(OPENED.plusSeconds(60));
  }

  private List<String> uris(JsonNode list) {
    List<String> uris = new ArrayList<>();
    Flow.tree(flow.text(list.asText()))
        .path("files")
        .forEach(f -> uris.add(f.path("uri").asText()));
    return uris;
  }

  @Test
  void itIsOpenForItsWindow() {
    arrive("a.csv", "a,b\n1,2\n");
    JsonNode early = close(OPENED.plusSeconds(1));
    assertFalse(early.path("ready").asBoolean());
    assertEquals(10, early.path("wait_seconds").asInt());
    assertEquals(2, close(OPENED.plusSeconds(58)).path("wait_seconds").asInt());
    assertTrue(closed().path("ready").asBoolean());
  }

  @Test
  void aWindowOfNothing() {
    flow.with("BATCH_WINDOW_SECONDS", "0");
    arrive("a.csv", "a,b\n1,2\n");
    assertTrue(close(OPENED).path("ready").asBoolean());
  }

  @Test
  void itIsClosedSoonerByCountAndByBytes() {
    arrive("a.csv", "a,b\n1,2\n");
    flow.with("BATCH_MAX_FILES", "2").with("BATCH_MAX_BYTES", "20");
    assertFalse(close(OPENED).path("ready").asBoolean());
    arrive("b.csv", "a,b\n1,2\n");
    assertTrue(close(OPENED).path("ready").asBoolean());
  }

  @Test
  void itIsClosedSoonerByBytes() {
    flow.with("BATCH_MAX_BYTES", "16");
    arrive("a.csv", "a,b\n1,2\n");
    assertFalse(close(OPENED).path("ready").asBoolean());
    arrive("b.csv", "a,b\n1,2\n");
    assertTrue(close(OPENED).path("ready").asBoolean());
  }

  @Test
  void whatIsInItAndWhereItsRunIsTold() {
    arrive("b.csv", "a,b\n1,2\n");
    arrive("a.csv", "a,b\n1,2,3\n");
    JsonNode answer = closed();
    assertEquals(
        List.of(
            "ready",
            "wait_seconds",
            "dataset",
            "batch",
            "run_id",
            "spec",
            "files",
            "outcome",
            "count",
            "bytes",
            "groups"),
        names(answer));
    String folder = flow.lake().root() + "/_sluice/batches/flights/000001/";
    assertEquals("flights-000001", answer.path("run_id").asText());
    assertEquals(flow.lake().root() + "/_sluice/specs/flights.yml", answer.path("spec").asText());
    assertEquals(folder + "outcome.json", answer.path("outcome").asText());
    assertEquals(2, answer.path("count").asInt());
    assertEquals(18, answer.path("bytes").asInt());
    assertEquals(List.of(uri("a.csv"), uri("b.csv")), uris(answer.path("files")));
    assertEquals(1, answer.path("groups").size());
    assertEquals(List.of(uri("a.csv"), uri("b.csv")), uris(answer.at("/groups/0/list")));
    assertEquals(answer, closed(), "asked again, it answers the same");
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void ofTwoVersionsTheNewerIsTaken() {
    inbox.join(arrival("a.csv", OPENED, 5), OPENED);
    inbox.join(arrival("a.csv", OPENED.plusSeconds(1), 7), OPENED);
    JsonNode answer = closed();
    JsonNode files = Flow.tree(flow.text(answer.path("files").asText())).path("files");
    assertEquals(1, files.size());
    assertEquals(7, files.at("/0/size").asInt());
  }

  @Test
  void thousandsOfFilesFallIntoFewGroups() {
    for (int i = 0; i < 120; i++) {
      inbox.join(arrival("%03d.csv".formatted(i), OPENED, 1), OPENED);
    }
    JsonNode answer = closed();
    assertEquals(3, answer.path("groups").size());
    assertTrue(answer.toString().length() < 4_000);
  }

  @Test
  void aBatchThatIsNotKnown() {
    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> close(OPENED));
    assertEquals("the ledger has no batch 000001 of the dataset flights", failure.getMessage());
  }

  private JsonNode type(JsonNode closed, int index) {
    Map<String, Object> input = new HashMap<>();
    input.put("dataset", "flights");
    input.put("batch", "000001");
    input.put("run_id", closed.path("run_id").asText());
    input.put("index", index);
    input.put("list", closed.path("groups").get(index).path("list").asText());
    return Flow.call(TypeHandlers.of(flow.environment()), input);
  }

  private JsonNode plan(JsonNode closed, List<JsonNode> groups) {
    return Flow.call(
        new PlanHandler(flow.environment()),
        Map.of(
            "dataset",
            "flights",
            "batch",
            "000001",
            "run_id",
            closed.path("run_id").asText(),
            "files",
            closed.path("files").asText(),
            "groups",
            groups));
  }

  private List<String> job(JsonNode plan) {
    List<String> uris = new ArrayList<>();
    Flow.tree(flow.text(plan.path("files").asText())).forEach(uri -> uris.add(uri.asText()));
    return uris;
  }

  @Test
  void filesThatCanBeReadGoToTheJobAndOthersAreRefused() {
    arrive("a.csv", "a,b\n1,2\n");
    arrive("b.csv", "{\"a\":1}\n{\"a\":2}\n");
    arrive("c.csv", "%PDF-1.7 \u0001\u0002\u0003");
    arrive("d.csv", "a,b\n1,2\n");
    flow.s3().deleteObject(b -> b.bucket(flow.landing()).key("flights/d.csv"));
    inbox.join(arrival("e.csv", OPENED, 0).refusedFor("it is empty"), OPENED);
    JsonNode closed = closed();
    assertEquals(5, closed.path("count").asInt());
    JsonNode types = type(closed, 0);
    assertEquals(
        List.of("index", "answers", "way", "types", "count", "bytes", "refused", "notices"),
        names(types));
    assertEquals(2, types.path("count").asInt());
    assertEquals(2, types.path("refused").asInt());
    assertEquals("{\"csv\":1,\"jsonl\":1,\"pdf\":1,\"unknown\":1}", types.path("types").toString());
    JsonNode plan = plan(closed, List.of(types));
    assertEquals("glue", plan.path("way").asText(), "no size is set");
    assertEquals(List.of(uri("a.csv"), uri("b.csv")), job(plan));
    assertEquals(3, plan.path("refused").asInt());
    assertEquals(3, plan.path("notices").size());
    List<Arrival> refused =
        inbox.arrivals(inbox.batch("flights", 1).orElseThrow()).stream()
            .filter(Arrival::refused)
            .toList();
    assertEquals(
        List.of(uri("c.csv"), uri("d.csv"), uri("e.csv")),
        refused.stream().map(Arrival::uri).toList());
    assertTrue(refused.get(0).refusal().startsWith("it is a PDF"), refused.get(0).refusal());
    assertEquals(plan, plan(closed, List.of(types)), "asked again, it answers the same");
  }

  private String way(String smallBytes, String largeBytes) {
    flow.with("SMALL_MAX_BYTES", smallBytes).with("LARGE_MIN_BYTES", largeBytes);
    arrive("a.csv", "a,b\n1,2\n");
    arrive("b.csv", "a,b\n1,2\n");
    JsonNode closed = closed();
    JsonNode types = type(closed, 0);
    String way = plan(closed, List.of(types)).path("way").asText();
    assertEquals(way, types.path("way").asText());
    return way;
  }

  @Test
  void smallOnesGoToTheFunction() {
    // A file counts as a megabyte, however small it is.
    assertEquals("small", way("" + (3 << 20), "1"));
  }

  @Test
  void largerOnesGoToGlue() {
    assertEquals("glue", way("" + (1 << 20), "17"));
  }

  @Test
  void theLargestGoToEmrServerless() {
    assertEquals("large", way("" + (1 << 20), "16"));
  }

  @Test
  void aBatchWithNothingToTakeIsRefused() {
    inbox.join(arrival("e.csv", OPENED, 0).refusedFor("it is empty"), OPENED);
    JsonNode closed = closed();
    assertEquals(1, closed.path("count").asInt());
    assertEquals(0, closed.path("groups").size());
    JsonNode plan = plan(closed, List.of());
    assertEquals("refuse", plan.path("way").asText());
    assertEquals(1, plan.path("refused").asInt());
    assertEquals(List.of(), job(plan));
  }

  @Test
  void aForbiddenTypeIsRefusedByItsContent() {
    flow.with("ALLOWED_TYPES", "csv");
    arrive("a.csv", "{\"a\":1}\n{\"a\":2}\n");
    JsonNode closed = closed();
    JsonNode plan = plan(closed, List.of(type(closed, 0)));
    assertEquals("refuse", plan.path("way").asText());
    assertTrue(plan.at("/notices/0").asText().contains("it is jsonl. Only csv"), plan.toString());
  }

  @Test
  void aDatasetHasSoManyBatchesAtWork() {
    flow.with("DATASET_BATCHES_AT_ONCE", "1");
    arrive("a.csv", "a,b\n1,2\n");
    assertTrue(closed().path("ready").asBoolean());
    arrive("b.csv", "a,b\n1,2\n");
    JsonNode second = close("000002", OPENED.plusSeconds(3_600));
    assertFalse(second.path("ready").asBoolean());
    assertEquals(60, second.path("wait_seconds").asInt());
    assertTrue(closed().path("ready").asBoolean(), "the first is asked again, and goes on");
    inbox.over("flights", 1, "failed", OPENED);
    assertTrue(close("000002", OPENED.plusSeconds(3_600)).path("ready").asBoolean());
  }

  @Test
  void oneThatIsDeadHoldsUpNobodyForEver() {
    flow.with("DATASET_BATCHES_AT_ONCE", "1");
    arrive("a.csv", "a,b\n1,2\n");
    closed();
    arrive("b.csv", "a,b\n1,2\n");
    assertTrue(close("000002", OPENED.plusSeconds(90_000)).path("ready").asBoolean());
  }
}
