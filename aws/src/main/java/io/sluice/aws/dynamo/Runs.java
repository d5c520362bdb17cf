package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.n;
import static io.sluice.aws.dynamo.Items.s;

import io.sluice.ledger.RunRecord;
import io.sluice.spec.lake.LakeLocation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Finds runs. Indexes say which; the items themselves, read consistently, say what they are. */
final class Runs {
  private static final int PAGE = 100;

  private final DynamoTable table;
  private final LakeLocation lake;

  Runs(DynamoTable table, LakeLocation lake) {
    this.table = table;
    this.lake = lake;
  }

  Optional<RunItem> find(String runId) {
    return table.find(Keys.run(runId)).map(item -> RunItem.of(item, lake));
  }

  Map<String, RunItem> find(Collection<String> runIds) {
    Map<String, RunItem> runs = new HashMap<>();
    for (var item : table.find(runIds.stream().map(Keys::run).toList()).values()) {
      RunItem run = RunItem.of(item, lake);
      runs.put(run.runId(), run);
    }
    return runs;
  }

  List<RunRecord> newest(Optional<String> dataset, Optional<String> tableName, int limit) {
    String index =
        dataset.isPresent()
            ? Keys.BY_DATASET
            : tableName.isPresent() ? Keys.BY_TABLE : Keys.BY_NUMBER;
    String attribute =
        dataset.isPresent() ? Keys.DATASET : tableName.isPresent() ? Keys.TABLE : Keys.ALL_RUNS;
    String value = dataset.or(() -> tableName).orElse("RUN");
    List<RunRecord> found = new ArrayList<>();
    List<String> page = new ArrayList<>();
    for (var item :
        table.query(
            b ->
                b.indexName(index)
                    .scanIndexForward(false)
                    .limit(Math.min(limit, PAGE))
                    .keyConditionExpression(attribute + " = :value")
                    .expressionAttributeValues(Map.of(":value", s(value))))) {
      page.add(id(item));
      if (page.size() >= Math.min(limit, PAGE)) {
        add(found, page, tableName);
        if (found.size() >= limit) {
          break;
        }
      }
    }
    add(found, page, tableName);
    return found.stream().limit(limit).toList();
  }

  private void add(List<RunRecord> found, List<String> page, Optional<String> tableName) {
    inOrder(page).stream()
        .map(RunItem::run)
        .filter(run -> tableName.isEmpty() || run.table().equals(tableName.get()))
        .forEach(found::add);
    page.clear();
  }

  List<RunRecord> byPrefix(String prefix, int limit) {
    if (prefix.isEmpty()) {
      return newest(Optional.empty(), Optional.empty(), limit);
    }
    record Match(String runId, long number) {}
    List<Match> matches = new ArrayList<>();
    table
        .query(
            b ->
                b.indexName(Keys.BY_ID)
                    .keyConditionExpression("all_runs = :all AND begins_with(run_id, :prefix)")
                    .expressionAttributeValues(Map.of(":all", s("RUN"), ":prefix", s(prefix))))
        .forEach(item -> matches.add(new Match(id(item), Items.number(item, Keys.RUN_NUMBER))));
    // The index may lag; whoever asks for the run it just began must find it.
    if (matches.stream().noneMatch(match -> match.runId().equals(prefix))) {
      find(prefix).ifPresent(run -> matches.add(new Match(run.runId(), run.number())));
    }
    return inOrder(
            matches.stream()
                .sorted(
                    Comparator.comparing((Match match) -> !match.runId().equals(prefix))
                        .thenComparing(Match::number, Comparator.reverseOrder()))
                .limit(limit)
                .map(Match::runId)
                .toList())
        .stream()
        .map(RunItem::run)
        .toList();
  }

  /** CLAIMED and RECORDED runs, oldest first. */
  List<RunItem> open() {
    List<String> ids = new ArrayList<>();
    table
        .query(
            b ->
                b.indexName(Keys.BY_PENDING_WORK)
                    .keyConditionExpression("pending_work = :open")
                    .expressionAttributeValues(Map.of(":open", s(Keys.OPEN))))
        .forEach(item -> ids.add(id(item)));
    return inOrder(ids).stream().filter(run -> !run.state().over()).toList();
  }

  List<RunRecord> uncleaned(Instant before) {
    List<String> ids = new ArrayList<>();
    table
        .query(
            b ->
                b.indexName(Keys.BY_PENDING_WORK)
                    .keyConditionExpression("pending_work = :kind AND pending_order < :before")
                    .expressionAttributeValues(
                        Map.of(":kind", s(Keys.UNCLEANED), ":before", sortable(before))))
        .forEach(item -> ids.add(id(item)));
    return inOrder(ids).stream()
        .filter(run -> run.state() == RunRecord.State.COMMITTED)
        .sorted(
            Comparator.comparing((RunItem run) -> run.run().finishedAt().orElseThrow())
                .thenComparing(run -> run.commitNumber().orElseThrow()))
        .map(RunItem::run)
        .toList();
  }

  /** Nanoseconds since 1970, which for any time have fewer digits than a number may have. */
  static AttributeValue sortable(Instant time) {
    return AttributeValue.fromN(
        BigDecimal.valueOf(time.getEpochSecond())
            .movePointRight(9)
            .add(BigDecimal.valueOf(time.getNano()))
            .toPlainString());
  }

  /** {@code dataset} and {@code table} of each feed. */
  List<Feed> feeds() {
    return feeds("FEED#");
  }

  List<Feed> feedsOf(String dataset) {
    return feeds("FEED#" + dataset + "#");
  }

  private List<Feed> feeds(String prefix) {
    return table.beginning("LAKE", prefix).stream()
        .map(item -> new Feed(Items.text(item, Keys.DATASET), Items.text(item, Keys.TABLE)))
        .toList();
  }

  /** A dataset that fills a table. */
  record Feed(String dataset, String table) {
    /** No run number in it, so that no index of runs contains it. */
    Map<String, AttributeValue> item() {
      Map<String, AttributeValue> item = new HashMap<>(Keys.feed(dataset, table));
      item.put(Keys.DATASET, s(dataset));
      item.put(Keys.TABLE, s(table));
      return item;
    }
  }

  long nextNumber() {
    return table.next(Keys.lake("RUN_NUMBERS"));
  }

  /** The n-th committed run of a table is this one. */
  static Map<String, AttributeValue> commitItem(RunItem run, long number) {
    Map<String, AttributeValue> item = new HashMap<>(Keys.commit(run.run().table(), number));
    item.put("committed_run", s(run.runId()));
    item.put("commit_number", n(number));
    return item;
  }

  /** A table's committed runs after its first so many, in the order of their commits. */
  List<RunItem> committed(String tableName, long after) {
    String pk = Keys.tablePk(tableName);
    Map<String, AttributeValue> first = Keys.commit(tableName, after + 1);
    return inOrder(
        table.between(pk, Items.text(first, Keys.SK), Keys.AFTER_ALL_COMMITS).stream()
            .map(item -> Items.text(item, "committed_run"))
            .toList());
  }

  private List<RunItem> inOrder(List<String> ids) {
    Map<String, RunItem> runs = find(ids);
    return ids.stream().map(runs::get).filter(run -> run != null).toList();
  }

  private static String id(Map<String, AttributeValue> item) {
    return Items.text(item, Keys.PK).substring("R#".length());
  }
}
