package io.sluice.aws.dynamo;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Judges whether holders of leases live. A holder is dead if its lease did not change for as long
 * as the lease says, on this process's own monotonic clock: so no two clocks need to agree. A
 * process that sees a lease for the first time believes the holder's written time only if it speaks
 * for a living holder; else it watches until the lease changes or its time is over.
 */
final class LeaseWatch {
  private final DynamoTable table;
  private final Clock clock;
  private final Map<Map<String, AttributeValue>, Seen> seen = new ConcurrentHashMap<>();

  LeaseWatch(DynamoTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /** How a lease looked when it last changed, and whether this process saw it change. */
  private record Seen(long version, long beat, long sinceNanos, How how) {}

  private enum How {
    FIRST_SIGHT,
    CHANGED
  }

  private enum Verdict {
    LIVING,
    DEAD,
    UNKNOWN
  }

  boolean living(LeaseState lease) {
    return !living(List.of(lease)).isEmpty();
  }

  /** Keys of those leases that a living holder has; takes as long as the longest lease at most. */
  Set<Map<String, AttributeValue>> living(Collection<LeaseState> leases) {
    Set<Map<String, AttributeValue>> living = new HashSet<>();
    Map<Map<String, AttributeValue>, LeaseState> open = new HashMap<>();
    leases.forEach(lease -> open.put(lease.key(), lease));
    while (true) {
      open.values()
          .removeIf(
              lease -> {
                Verdict verdict = verdict(lease);
                if (verdict == Verdict.LIVING) {
                  living.add(lease.key());
                }
                return verdict != Verdict.UNKNOWN;
              });
      if (open.isEmpty()) {
        return living;
      }
      long shortest = open.values().stream().mapToLong(LeaseState::millis).min().orElseThrow();
      Pauses.sleep(Math.max(5, Math.min(1_000, shortest / 20)));
      var items = table.find(open.keySet());
      open.replaceAll(
          (key, lease) -> LeaseState.of(key, java.util.Optional.ofNullable(items.get(key))));
    }
  }

  private Verdict verdict(LeaseState lease) {
    if (lease.holder().isEmpty()) {
      seen.remove(lease.key());
      return Verdict.DEAD;
    }
    long now = System.nanoTime();
    Seen last =
        seen.compute(
            lease.key(),
            (key, before) -> {
              if (before == null) {
                return new Seen(lease.version(), lease.beat(), now, How.FIRST_SIGHT);
              }
              return before.version() == lease.version() && before.beat() == lease.beat()
                  ? before
                  : new Seen(lease.version(), lease.beat(), now, How.CHANGED);
            });
    if (now - last.sinceNanos() >= Duration.ofMillis(lease.millis()).toNanos()) {
      return Verdict.DEAD;
    }
    long age = Math.abs(Duration.between(lease.renewedAt(), clock.instant()).toMillis());
    return last.how() == How.CHANGED || age <= lease.millis() ? Verdict.LIVING : Verdict.UNKNOWN;
  }
}
