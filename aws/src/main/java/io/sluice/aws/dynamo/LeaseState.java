package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.n;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an item says about its lease.
 *
 * @param version grows with every holder; 0 if there never was one
 * @param holder a ledger object's id; empty if it was given back
 * @param beat grows with every sign of life
 * @param renewedAt by the holder's clock, which nobody trusts
 * @param millis how long the holder may be silent
 */
record LeaseState(
    Map<String, AttributeValue> key,
    long version,
    Optional<String> holder,
    long beat,
    Instant renewedAt,
    long millis) {
  static final String HELD_UNDER = "lease_version = :lease AND attribute_exists(lease_holder)";

  static LeaseState of(
      Map<String, AttributeValue> key, Optional<Map<String, AttributeValue>> item) {
    Map<String, AttributeValue> present = item.orElse(Map.of());
    return new LeaseState(
        key,
        Items.findNumber(present, "lease_version").orElse(0L),
        Items.findText(present, "lease_holder"),
        Items.findNumber(present, "lease_beat").orElse(0L),
        Instant.ofEpochMilli(Items.findNumber(present, "lease_renewed").orElse(0L)),
        Items.findNumber(present, "lease_millis").orElse(0L));
  }

  /** Holds if nobody has taken, renewed or given back the lease since this was read. */
  Change unchanged() {
    Map<String, AttributeValue> values = new HashMap<>();
    String condition;
    if (version == 0) {
      condition = "attribute_not_exists(lease_version)";
    } else {
      values.put(":seen", n(version));
      condition = "lease_version = :seen";
      if (holder.isPresent()) {
        values.put(":beat", n(beat));
        condition += " AND lease_beat = :beat AND attribute_exists(lease_holder)";
      } else {
        condition += " AND attribute_not_exists(lease_holder)";
      }
    }
    return Change.check(key, condition, values);
  }

  /** Holds while the lease of this version is held. */
  static Change held(Map<String, AttributeValue> key, long version) {
    return Change.check(key, HELD_UNDER, Map.of(":lease", n(version)));
  }
}
