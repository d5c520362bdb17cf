package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.n;
import static io.sluice.aws.dynamo.Items.s;

import io.sluice.ledger.FileHistoryEntry.State;
import io.sluice.ledger.FileVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * All versions of one file that runs took, oldest first. What is CLAIMED here is in the table, or
 * given back, if its run's item says so: a run's end changes no file's item. Whoever next writes
 * the item writes down what had become of its versions.
 *
 * @param change grows with every write, 0 if the item is not there; the condition of each write
 */
record FileItem(Map<String, AttributeValue> key, long change, List<Version> versions) {
  /** Beyond these, old versions move to an item of their own: an item may have 400 KB. */
  static final int MOST_VERSIONS = 100;

  /**
   * @param order of the versions of a file
   */
  record Version(
      long order,
      String runId,
      String identity,
      long size,
      State state,
      Optional<String> replacedBy) {
    Version in(State newState) {
      return new Version(order, runId, identity, size, newState, replacedBy);
    }

    Version replacedBy(String otherRun) {
      return new Version(order, runId, identity, size, State.REPLACED, Optional.of(otherRun));
    }

    private AttributeValue attribute() {
      Map<String, AttributeValue> map = new HashMap<>();
      map.put("o", n(order));
      map.put("r", s(runId));
      map.put("i", s(identity));
      map.put("s", n(size));
      map.put("st", s(state.name()));
      replacedBy.ifPresent(run -> map.put("by", s(run)));
      return AttributeValue.fromM(map);
    }

    private static Version of(Map<String, AttributeValue> map) {
      return new Version(
          Items.number(map, "o"),
          Items.text(map, "r"),
          Items.text(map, "i"),
          Items.number(map, "s"),
          State.valueOf(Items.text(map, "st")),
          Items.findText(map, "by"));
    }
  }

  static FileItem of(Map<String, AttributeValue> key, Map<String, AttributeValue> item) {
    return item == null
        ? new FileItem(key, 0, List.of())
        : new FileItem(key, Items.number(item, "change_number"), versions(item));
  }

  static List<Version> versions(Map<String, AttributeValue> item) {
    return item.get("versions").l().stream().map(value -> Version.of(value.m())).toList();
  }

  /** The version that some run holds, or held when the item was written. */
  Optional<Version> claimed() {
    return versions.stream().filter(v -> v.state() == State.CLAIMED).findFirst();
  }

  /** The version whose rows are in the table. */
  Optional<Version> done() {
    return versions.stream().filter(v -> v.state() == State.DONE).findFirst();
  }

  /** The item as the states of runs make it. */
  FileItem resolved(Function<String, io.sluice.ledger.RunRecord.State> stateOf) {
    Optional<Version> open = claimed();
    if (open.isEmpty()) {
      return this;
    }
    return switch (stateOf.apply(open.get().runId())) {
      case COMMITTED ->
          with(
              versions.stream()
                  .map(
                      v ->
                          v.state() == State.DONE
                              ? v.replacedBy(open.get().runId())
                              : v.state() == State.CLAIMED ? v.in(State.DONE) : v)
                  .toList());
      case ABORTED -> released();
      case CLAIMED, RECORDED -> this;
    };
  }

  /** The item without a holder. */
  FileItem released() {
    return with(
        versions.stream().map(v -> v.state() == State.CLAIMED ? v.in(State.RELEASED) : v).toList());
  }

  /** The item with a new holder, which has none. */
  FileItem claimedBy(String runId, FileVersion file) {
    List<Version> all = new ArrayList<>(versions);
    all.add(
        new Version(change, runId, file.identity(), file.size(), State.CLAIMED, Optional.empty()));
    return with(all);
  }

  private FileItem with(List<Version> newVersions) {
    return new FileItem(key, change, List.copyOf(newVersions));
  }

  /** The items to put in place of this one, which was read: itself, and old versions' if any. */
  List<Map<String, AttributeValue>> items() {
    if (versions.size() <= MOST_VERSIONS) {
      return List.of(item(key, versions));
    }
    List<Version> old = new ArrayList<>();
    List<Version> rest = new ArrayList<>();
    for (Version version : versions) {
      boolean movable = version.state() != State.CLAIMED && version.state() != State.DONE;
      (movable && old.size() < MOST_VERSIONS / 2 ? old : rest).add(version);
    }
    Map<String, AttributeValue> oldKey =
        Keys.key(Items.text(key, Keys.PK), String.format(Locale.ROOT, "H#%015d", change));
    return List.of(item(key, rest), item(oldKey, old));
  }

  private Map<String, AttributeValue> item(Map<String, AttributeValue> itsKey, List<Version> its) {
    Map<String, AttributeValue> item = new HashMap<>(itsKey);
    item.put("change_number", n(change + 1));
    item.put("versions", AttributeValue.fromL(its.stream().map(Version::attribute).toList()));
    return item;
  }
}
