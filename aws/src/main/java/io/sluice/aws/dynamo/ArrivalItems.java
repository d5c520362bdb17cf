package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.n;
import static io.sluice.aws.dynamo.Items.s;

import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.Batch.Sealed;
import io.sluice.aws.arrival.Batch.State;
import io.sluice.aws.arrival.Gone;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Arrivals and batches as items. */
final class ArrivalItems {
  static final String STATE = "batch_state";
  static final String STARTED = "started";

  /** On an arrival once it is in a batch for good: the object as a listing shows it. */
  static final String SETTLED = "settled";

  static final String BATCH = "batch_number";
  static final String REFUSAL = "refusal";
  static final String OUTCOME = "outcome";
  private static final String OPENED_AT = "opened_at";
  private static final String SEALED_LIST = "sealed_list";
  private static final String SEALED_COUNT = "sealed_count";
  private static final String SEALED_BYTES = "sealed_bytes";

  private ArrivalItems() {}

  static Map<String, AttributeValue> opened(String dataset, long number, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>(Keys.batch(dataset, number));
    item.put(BATCH, n(number));
    item.put(STATE, s(State.OPEN.name()));
    item.put(OPENED_AT, s(now.toString()));
    item.put(STARTED, n(0));
    return item;
  }

  static Batch batch(String dataset, Map<String, AttributeValue> item) {
    return new Batch(
        dataset,
        Items.number(item, BATCH),
        State.valueOf(Items.text(item, STATE)),
        Instant.parse(Items.text(item, OPENED_AT)),
        (int) Items.number(item, STARTED),
        Items.findText(item, SEALED_LIST)
            .map(
                list ->
                    new Sealed(
                        list, Items.number(item, SEALED_COUNT), Items.number(item, SEALED_BYTES))),
        Items.findText(item, OUTCOME).orElse(""));
  }

  /** From {@link State#CLOSING} to {@link State#SEALED}. */
  static Change seal(String dataset, long number, Sealed sealed) {
    return new Change(
        Keys.batch(dataset, number),
        "SET batch_state = :sealed, sealed_list = :list, sealed_count = :count,"
            + " sealed_bytes = :bytes",
        "batch_state = :closing",
        Map.of(
            ":sealed", s(State.SEALED.name()),
            ":closing", s(State.CLOSING.name()),
            ":list", s(sealed.list()),
            ":count", n(sealed.count()),
            ":bytes", n(sealed.bytes())));
  }

  /** An object as listings show it, too. */
  static String seen(String etag, Instant modified) {
    return etag + "@" + modified.getEpochSecond();
  }

  /** Says which batch an arrival is for. */
  static Map<String, AttributeValue> arrival(Arrival arrival, long batch) {
    Map<String, AttributeValue> item =
        new HashMap<>(Keys.arrival(arrival.dataset(), arrival.uri(), arrival.version()));
    item.put(BATCH, n(batch));
    return item;
  }

  /** Says that an arrival is in a batch, and all there is to say of it. */
  static Map<String, AttributeValue> member(Arrival arrival, long batch) {
    Map<String, AttributeValue> item = new HashMap<>(memberKey(arrival, batch));
    item.put("uri", s(arrival.uri()));
    item.put("version", s(arrival.version()));
    item.put("version_id", s(arrival.versionId()));
    item.put("etag", s(arrival.etag()));
    item.put("size", n(arrival.size()));
    item.put("modified", s(arrival.modified().toString()));
    if (arrival.refused()) {
      item.put(REFUSAL, s(arrival.refusal()));
    }
    return item;
  }

  static Map<String, AttributeValue> memberKey(Arrival arrival, long batch) {
    return Keys.member(arrival.dataset(), batch, arrival.uri(), arrival.version());
  }

  static Arrival arrival(String dataset, Map<String, AttributeValue> member) {
    return new Arrival(
        dataset,
        Items.text(member, "uri"),
        Items.text(member, "version"),
        Items.text(member, "version_id"),
        Items.text(member, "etag"),
        Items.number(member, "size"),
        Instant.parse(Items.text(member, "modified")),
        Items.findText(member, REFUSAL).orElse(""));
  }

  static Map<String, AttributeValue> gone(Gone object) {
    Map<String, AttributeValue> item =
        new HashMap<>(Keys.gone(object.dataset(), object.uri(), object.version()));
    item.put("uri", s(object.uri()));
    item.put("version", s(object.version()));
    item.put("seen_at", s(object.seenAt().toString()));
    return item;
  }

  static Gone gone(String dataset, Map<String, AttributeValue> item) {
    return new Gone(
        dataset,
        Items.text(item, "uri"),
        Items.text(item, "version"),
        Instant.parse(Items.text(item, "seen_at")));
  }
}
