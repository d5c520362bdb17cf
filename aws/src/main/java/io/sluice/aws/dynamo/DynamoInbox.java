package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.n;
import static io.sluice.aws.dynamo.Items.s;

import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.Batch.Sealed;
import io.sluice.aws.arrival.Batch.State;
import io.sluice.aws.arrival.Gone;
import io.sluice.aws.arrival.Inbox;
import io.sluice.aws.arrival.Tally;
import io.sluice.aws.dynamo.ArrivalLists.Entry;
import io.sluice.spec.lake.LakeLocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Arrivals and batches in the table of a lake's ledger.
 *
 * <p>A burst of arrivals meets on no item: each writes two of its own, and a batch's is only read.
 * What keeps an arrival in exactly one batch is the order of steps. Joining: the arrival's item
 * says which batch, the member's item says that it is in it, and only then the batch is read; if
 * that is open, whoever closes it later finds the member. Closing: the batch takes no more, then
 * its members are looked up, then one conditional write says which list is the batch. Who joined
 * too late finds a batch that is not open: it helps to close it, and if the list is without it,
 * goes on to the next, which no list of another batch can contradict any more.
 */
public final class DynamoInbox implements Inbox {
  private final DynamoTable table;
  private final ArrivalLists lists;

  private DynamoInbox(DynamoTable table, ObjectStore objects) {
    this.table = table;
    this.lists = new ArrivalLists(objects);
  }

  /**
   * The inbox of a lake.
   *
   * @param client stays the caller's
   * @param objects where lists of closed batches lie
   * @throws IllegalArgumentException if the table is not there, or is not this lake's ledger
   */
  public static DynamoInbox open(
      DynamoDbClient client, String tableName, LakeLocation lake, ObjectStore objects) {
    if (!TableSchema.require(client, tableName, lake)) {
      throw new IllegalArgumentException(
          "There is no DynamoDB table "
              + tableName
              + ", which should be the ledger of "
              + lake.root()
              + ". Make it with: sluice init --lake "
              + lake.root());
    }
    return new DynamoInbox(new DynamoTable(client, tableName), objects);
  }

  @Override
  public Batch join(Arrival arrival, Instant now) {
    long number = assigned(arrival, now);
    for (int attempt = 0; ; attempt++) {
      Pauses.before(attempt, "put an arrival into a batch");
      var unused = table.putNew(ArrivalItems.member(arrival, number));
      Batch batch = require(arrival.dataset(), number);
      if (batch.state() == State.OPEN) {
        settled(arrival);
        return batch;
      }
      batch = close(arrival.dataset(), number);
      if (lists.read(batch).contains(Entry.of(arrival))) {
        settled(arrival);
        return batch;
      }
      number = moved(arrival, number, now);
    }
  }

  /** The batch that an arrival is for, which is decided by who asks first. */
  private long assigned(Arrival arrival, Instant now) {
    Optional<Batch> last = last(arrival.dataset());
    boolean open = last.filter(batch -> batch.state() == State.OPEN).isPresent();
    if (!open) {
      // One that is known opens no batch.
      Optional<Long> known = known(arrival);
      if (known.isPresent()) {
        return known.get();
      }
    }
    long number = open ? last.get().number() : open(arrival.dataset(), now);
    return table.putNew(ArrivalItems.arrival(arrival, number))
        ? number
        : known(arrival).orElseThrow();
  }

  /** Who looks for what no event told of need not look at it any more. */
  private void settled(Arrival arrival) {
    var unused =
        table.change(
            new Change(
                Keys.arrival(arrival.dataset(), arrival.uri(), arrival.version()),
                "SET settled = :seen",
                "attribute_exists(pk) AND attribute_not_exists(settled)",
                Map.of(":seen", s(ArrivalItems.seen(arrival.etag(), arrival.modified())))));
  }

  @Override
  public boolean knows(String dataset, String uri, String etag, Instant modified) {
    String seen = ArrivalItems.seen(etag, modified);
    for (Map<String, AttributeValue> item : table.beginning(Keys.arrivalPk(dataset, uri), "V#")) {
      if (Items.findText(item, ArrivalItems.SETTLED).filter(seen::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private Optional<Long> known(Arrival arrival) {
    return table
        .find(Keys.arrival(arrival.dataset(), arrival.uri(), arrival.version()))
        .map(item -> Items.number(item, ArrivalItems.BATCH));
  }

  /** Sends an arrival that is not in a closed batch on to the open one. */
  private long moved(Arrival arrival, long from, Instant now) {
    long to = open(arrival.dataset(), now);
    // If another was quicker, what it wrote counts.
    var unused =
        table.change(
            new Change(
                Keys.arrival(arrival.dataset(), arrival.uri(), arrival.version()),
                "SET batch_number = :to",
                "batch_number = :from",
                Map.of(":from", n(from), ":to", n(to))));
    return known(arrival).orElseThrow();
  }

  /** The number of a dataset's open batch; opens one if there is none. */
  private long open(String dataset, Instant now) {
    for (int attempt = 0; ; attempt++) {
      Pauses.before(attempt, "open a batch");
      Optional<Batch> last = last(dataset);
      if (last.filter(batch -> batch.state() == State.OPEN).isPresent()) {
        return last.get().number();
      }
      long next = last.map(Batch::number).orElse(0L) + 1;
      if (next == 1) {
        known(dataset);
      }
      if (table.putNew(ArrivalItems.opened(dataset, next, now))) {
        return next;
      }
    }
  }

  private void known(String dataset) {
    var unused = table.putNew(Keys.inbox(dataset));
  }

  private Optional<Batch> last(String dataset) {
    return batches(dataset, 1).stream().findFirst();
  }

  @Override
  public void gone(Gone object) {
    known(object.dataset());
    var unused = table.putNew(ArrivalItems.gone(object));
  }

  @Override
  public Optional<Batch> batch(String dataset, long number) {
    return table.find(Keys.batch(dataset, number)).map(item -> ArrivalItems.batch(dataset, item));
  }

  private Batch require(String dataset, long number) {
    return batch(dataset, number)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The ledger has no batch " + number + " of the dataset " + dataset));
  }

  @Override
  public Tally tally(String dataset, long number) {
    var unused = require(dataset, number);
    return tally(members(dataset, number));
  }

  private static Tally tally(List<Arrival> arrivals) {
    return new Tally(
        arrivals.size(),
        arrivals.stream().filter(a -> !a.refused()).mapToLong(Arrival::size).sum());
  }

  @Override
  public Batch close(String dataset, long number) {
    Batch batch = require(dataset, number);
    if (batch.state() == State.OPEN) {
      var unused =
          table.change(
              new Change(
                  Keys.batch(dataset, number),
                  "SET batch_state = :closing",
                  "batch_state = :open",
                  Map.of(":closing", s(State.CLOSING.name()), ":open", s(State.OPEN.name()))));
    }
    if (batch.sealed().isEmpty()) {
      List<Arrival> members = members(dataset, number);
      Tally tally = tally(members);
      String list = lists.put(dataset, number, members);
      var unused =
          table.change(
              ArrivalItems.seal(dataset, number, new Sealed(list, tally.count(), tally.bytes())));
      batch = require(dataset, number);
    }
    return batch;
  }

  @Override
  public List<Arrival> arrivals(Batch batch) {
    Set<Entry> in = lists.read(batch);
    return members(batch.dataset(), batch.number()).stream()
        .filter(member -> in.contains(Entry.of(member)))
        .sorted(Comparator.comparing(Arrival::uri).thenComparing(Arrival::modified))
        .toList();
  }

  @Override
  public List<Arrival> members(String dataset, long number) {
    List<Arrival> members = new ArrayList<>();
    for (int shard = 0; shard < Keys.MEMBER_SHARDS; shard++) {
      for (Map<String, AttributeValue> item :
          table.beginning(Keys.memberPk(dataset, number, shard), Keys.MEMBER)) {
        members.add(ArrivalItems.arrival(dataset, item));
      }
    }
    return members;
  }

  @Override
  public void started(String dataset, long number, int execution) {
    // A larger number that is there already stays.
    var unused =
        table.change(
            new Change(
                Keys.batch(dataset, number),
                "SET started = :execution",
                "started < :execution",
                Map.of(":execution", n(execution))));
  }

  @Override
  public void refuse(long batch, List<Arrival> refused) {
    for (Arrival arrival : refused) {
      // False: there is a reason already.
      var unused =
          table.change(
              new Change(
                  ArrivalItems.memberKey(arrival, batch),
                  "SET refusal = :reason",
                  "attribute_exists(pk) AND attribute_not_exists(refusal)",
                  Map.of(":reason", s(arrival.refusal()))));
    }
  }

  @Override
  public void over(String dataset, long number, String outcome, Instant now) {
    // False: it was committed, and stays so.
    var unused =
        table.change(
            new Change(
                Keys.batch(dataset, number),
                "SET batch_state = :over, outcome = :outcome, over_at = :now",
                "batch_state IN (:sealed, :over)"
                    + " AND (attribute_not_exists(outcome) OR outcome <> :committed)",
                Map.of(
                    ":over", s(State.OVER.name()),
                    ":sealed", s(State.SEALED.name()),
                    ":outcome", s(outcome),
                    ":committed", s("committed"),
                    ":now", s(now.toString()))));
  }

  @Override
  public List<String> datasets() {
    return table.beginning(Keys.LAKE, Keys.INBOX).stream()
        .map(item -> Items.text(item, Keys.SK).substring(Keys.INBOX.length()))
        .toList();
  }

  @Override
  public List<Batch> batches(String dataset, int limit) {
    return batchesBefore(dataset, Keys.AFTER_ALL_BATCHES, limit);
  }

  @Override
  public List<Batch> batchesBefore(String dataset, long number, int limit) {
    return batchesBefore(dataset, Items.text(Keys.batch(dataset, number), Keys.SK), limit);
  }

  private List<Batch> batchesBefore(String dataset, String sk, int limit) {
    List<Batch> batches = new ArrayList<>();
    for (Map<String, AttributeValue> item :
        table.query(
            query ->
                query
                    .keyConditionExpression("pk = :pk AND sk < :sk")
                    .expressionAttributeValues(
                        Map.of(":pk", s(Keys.batchPk(dataset)), ":sk", s(sk)))
                    .consistentRead(true)
                    .scanIndexForward(false)
                    .limit(Math.min(limit, 100)))) {
      batches.add(ArrivalItems.batch(dataset, item));
      if (batches.size() == limit) {
        break;
      }
    }
    return batches;
  }

  @Override
  public List<Gone> gone(String dataset) {
    return table.beginning(Keys.gonePk(dataset), Keys.GONE).stream()
        .map(item -> ArrivalItems.gone(dataset, item))
        .toList();
  }
}
