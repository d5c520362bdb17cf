package io.sluice.aws.dynamo;

import io.sluice.ledger.Lease;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds out what of a table is live: by the manifests of its committed runs, from the last snapshot
 * on, or from what this process found out before. A snapshot says nothing that the manifests do not
 * say; one that is gone or damaged is passed over.
 */
final class LiveTables {
  private static final String SNAPSHOT = "live_snapshot";
  private static final String EARLIER = "earlier_snapshot";

  private final DynamoTable table;
  private final Runs runs;
  private final Documents documents;
  private final int snapshotEvery;
  private final Map<String, LiveTable> known = new ConcurrentHashMap<>();

  /**
   * @param snapshotEvery so many commits of a table
   */
  LiveTables(DynamoTable table, Runs runs, Documents documents, int snapshotEvery) {
    this.table = table;
    this.runs = runs;
    this.documents = documents;
    this.snapshotEvery = snapshotEvery;
  }

  /** What is live after all commits that are done when this is called, or after some more. */
  LiveTable now(String tableName) {
    LiveTable before =
        Optional.ofNullable(known.get(tableName))
            .or(() -> snapshot(tableName))
            .orElse(LiveTable.EMPTY);
    List<RunItem> newer = runs.committed(tableName, before.commits());
    LiveTable now =
        newer.isEmpty()
            ? before
            : before.after(
                newer,
                documents.outputs(
                    newer.stream().map(run -> run.manifest().orElseThrow()).toList()));
    known.put(tableName, now);
    return now;
  }

  private Optional<LiveTable> snapshot(String tableName) {
    return table
        .find(Keys.tableLease(tableName))
        .flatMap(item -> ObjectPointer.of(item, SNAPSHOT))
        .flatMap(documents::snapshot);
  }

  /**
   * Makes a snapshot if it is time for one.
   *
   * @param tableLease held, so that nobody else makes one meanwhile
   * @param commits that the table has by now
   */
  void committed(Lease tableLease, long commits) {
    if (commits % snapshotEvery == 0) {
      try {
        keep(tableLease);
      } catch (RuntimeException e) {
        // The run is committed, and must not look as if it were not. Without the snapshot, readers
        // read some manifests more until the next one.
      }
    }
  }

  /**
   * Makes the table's next snapshot. The one before stays, for those who have just read where it
   * is; the one before that is deleted.
   */
  private void keep(Lease tableLease) {
    Map<String, AttributeValue> key = Keys.tableLease(tableLease.name());
    Map<String, AttributeValue> item = table.find(key).orElseThrow();
    ObjectPointer next = documents.putSnapshot(tableLease.name(), now(tableLease.name()));
    Change held = LeaseState.held(key, tableLease.version());
    Map<String, AttributeValue> values = new HashMap<>(held.values());
    values.put(":next", next.attribute());
    String update = "SET " + SNAPSHOT + " = :next";
    Optional<ObjectPointer> present = ObjectPointer.of(item, SNAPSHOT);
    if (present.isPresent()) {
      values.put(":present", present.get().attribute());
      update += ", " + EARLIER + " = :present";
    }
    if (table.change(new Change(key, update, held.condition(), values))) {
      ObjectPointer.of(item, EARLIER).ifPresent(documents::delete);
    } else {
      documents.delete(next);
    }
  }
}
