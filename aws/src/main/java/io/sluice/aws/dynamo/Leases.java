package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.n;
import static io.sluice.aws.dynamo.Items.s;

import io.sluice.ledger.Lease;
import io.sluice.ledger.Lease.Kind;
import io.sluice.ledger.LeaseLostException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The leases of one ledger object, kept alive by one daemon thread. A lease lies in the item of its
 * run or table. Losing one is noticed by whoever writes with it: every write has the condition that
 * the lease's version is still held.
 */
final class Leases implements AutoCloseable {
  private static final String TAKE =
      "SET lease_version = :next, lease_holder = :holder, lease_beat = :zero, lease_renewed = :now,"
          + " lease_millis = :millis, write_token = :token";

  private final String holder = UUID.randomUUID().toString();
  private final DynamoTable table;
  private final LeaseWatch watch;
  private final LeaseTimes times;
  private final Clock clock;
  private final Map<Lease, Map<String, AttributeValue>> held = new ConcurrentHashMap<>();
  private final ScheduledExecutorService renewer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "ledger-leases");
            thread.setDaemon(true);
            return thread;
          });

  Leases(DynamoTable table, LeaseTimes times, Clock clock) {
    this.table = table;
    this.times = times;
    this.clock = clock;
    watch = new LeaseWatch(table, clock);
    long millis = times.renewEvery().toMillis();
    var unused = renewer.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
  }

  LeaseWatch watch() {
    return watch;
  }

  static Map<String, AttributeValue> key(Kind kind, String name) {
    return kind == Kind.RUN ? Keys.run(name) : Keys.tableLease(name);
  }

  /** The lease attributes of an item that is made with its first holder. */
  Map<String, AttributeValue> first() {
    return Map.of(
        "lease_version", n(1),
        "lease_holder", s(holder),
        "lease_beat", n(0),
        "lease_renewed", n(clock.millis()),
        "lease_millis", n(times.duration().toMillis()));
  }

  /** Keeps alive a lease whose item was just written with {@link #first}. */
  Lease began(String runId) {
    return keep(new Lease(Kind.RUN, runId, 1));
  }

  /**
   * Takes a lease that nobody living holds.
   *
   * @param condition what else must be true of the item
   */
  Optional<Lease> take(Kind kind, String name, Optional<Change> condition) {
    Map<String, AttributeValue> key = key(kind, name);
    if (watch.living(LeaseState.of(key, table.find(key)))) {
      return Optional.empty();
    }
    // It may have changed while it was watched.
    LeaseState state = LeaseState.of(key, table.find(key));
    if (watch.living(state)) {
      return Optional.empty();
    }
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":next", n(state.version() + 1));
    values.put(":holder", s(holder));
    values.put(":zero", n(0));
    values.put(":now", n(clock.millis()));
    values.put(":millis", n(times.duration().toMillis()));
    values.put(":token", s(UUID.randomUUID().toString()));
    Change unchanged = state.unchanged();
    values.putAll(unchanged.values());
    Change take = new Change(key, TAKE, unchanged.condition(), values);
    return table.change(
            condition.isPresent()
                ? take.and(condition.get().condition(), condition.get().values())
                : take)
        ? Optional.of(keep(new Lease(kind, name, state.version() + 1)))
        : Optional.empty();
  }

  /**
   * Takes a dead run's lease away without taking it over: should its holder wake, it can change
   * nothing. False if the lease changed meanwhile.
   */
  boolean fence(LeaseState dead) {
    if (dead.holder().isEmpty()) {
      return true;
    }
    Change unchanged = dead.unchanged();
    Map<String, AttributeValue> values = new HashMap<>(unchanged.values());
    values.put(":next", n(dead.version() + 1));
    values.put(":token", s(UUID.randomUUID().toString()));
    return table.change(
        new Change(
            dead.key(),
            "SET lease_version = :next, write_token = :token REMOVE lease_holder",
            unchanged.condition(),
            values));
  }

  private Lease keep(Lease lease) {
    held.put(lease, key(lease.kind(), lease.name()));
    return lease;
  }

  /** Refuses a lease that this ledger object does not hold, or not any more. */
  void require(Lease lease, LeaseState state) {
    if (state.version() != lease.version()) {
      held.remove(lease);
      throw new LeaseLostException(
          lease,
          "it did not show signs of life, or was given back, and another process holds it now or"
              + " has taken it away");
    }
    if (!held.containsKey(lease) || state.holder().isEmpty()) {
      throw new LeaseLostException(lease, "it was given back, or another ledger object holds it");
    }
  }

  void giveBack(Lease lease) {
    Map<String, AttributeValue> key = held.remove(lease);
    if (key == null) {
      return;
    }
    Change mine = LeaseState.held(key, lease.version());
    table.change(new Change(key, "REMOVE lease_holder", mine.condition(), mine.values()));
  }

  /** The lease ended with the write that ended its run. */
  void ended(Lease lease) {
    held.remove(lease);
  }

  private void renew() {
    held.forEach(
        (lease, key) -> {
          try {
            Change mine = LeaseState.held(key, lease.version());
            Map<String, AttributeValue> values = new HashMap<>(mine.values());
            values.put(":now", n(clock.millis()));
            values.put(":one", n(1));
            if (!table.change(
                new Change(
                    key,
                    "SET lease_renewed = :now ADD lease_beat :one",
                    mine.condition(),
                    values))) {
              held.remove(lease);
            }
          } catch (SdkException | LedgerBusyException e) {
            // The next beat may succeed; if none does, a write with this lease will say so.
          }
        });
  }

  @Override
  public void close() {
    renewer.shutdownNow();
    for (Lease lease : held.keySet()) {
      try {
        giveBack(lease);
      } catch (SdkException | LedgerBusyException e) {
        // Whoever comes next waits until the lease has run out.
      }
    }
  }
}
