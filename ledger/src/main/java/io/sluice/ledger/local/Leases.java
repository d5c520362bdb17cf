package io.sluice.ledger.local;

import io.sluice.ledger.Lease;
import io.sluice.ledger.Lease.Kind;
import io.sluice.ledger.LeaseLostException;
import io.sluice.sqlite.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The leases of one ledger. A lock file tells whether a holder lives; a version in the database,
 * raised with every new holder, keeps out whoever lost its lock without noticing, as may happen on
 * network mounts. Not thread-safe, like {@link FileLocks}.
 */
final class Leases implements AutoCloseable {
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  static final String TAKE =
      "INSERT INTO leases (kind, name, version, holder, taken_at) VALUES (?, ?, 1, ?, ?) ON"
          + " CONFLICT (kind, name) DO UPDATE SET version = version + 1, holder = excluded.holder,"
          + " taken_at = excluded.taken_at RETURNING version";
  static final String NEWEST =
      "SELECT version, holder, taken_at FROM leases WHERE kind = ? AND name = ?";

  private final FileLocks locks;

  /** By the name of the lock file. */
  private final Map<String, Lease> held = new HashMap<>();

  Leases(FileLocks locks) {
    this.locks = locks;
  }

  /** The newest holder of a name, in words. */
  private record Newest(long version, String holder) {}

  /** Takes a lease that nobody holds. If the transaction fails, {@link #end} must be called. */
  Optional<Lease> take(Connection c, Kind kind, String name) throws SQLException {
    String lock = lock(kind, name);
    if (!locks.tryLock(lock)) {
      return Optional.empty();
    }
    long version =
        Sql.first(
                c,
                row -> row.getLong(1),
                TAKE,
                kind.name(),
                name,
                "process " + ProcessHandle.current().pid(),
                Times.text(Instant.now()))
            .orElseThrow();
    Lease lease = new Lease(kind, name, version);
    held.put(lock, lease);
    return Optional.of(lease);
  }

  boolean holds(Kind kind, String name) {
    return locks.holds(lock(kind, name));
  }

  /** Whether anybody holds the name now. */
  boolean living(Kind kind, String name) {
    return locks.locked(lock(kind, name));
  }

  /** Whether nobody has taken the lease's name since, though it may have been given back. */
  boolean newest(Connection c, Lease lease) throws SQLException {
    return find(c, lease).filter(newest -> newest.version() == lease.version()).isPresent();
  }

  /** Refuses a lease that this ledger does not hold, or not any more. */
  void require(Connection c, Lease lease) throws SQLException {
    Optional<Newest> newest = find(c, lease);
    if (newest.isPresent() && newest.get().version() != lease.version()) {
      throw new LeaseLostException(lease, newest.get().holder());
    }
    if (!lease.equals(held.get(lock(lease.kind(), lease.name())))) {
      throw new LeaseLostException(lease, "it was given back, or another ledger object holds it");
    }
  }

  private static Optional<Newest> find(Connection c, Lease lease) throws SQLException {
    return Sql.first(
        c,
        row ->
            new Newest(
                row.getLong(1),
                row.getString(2) + " took it at " + Times.instant(row.getString(3))),
        NEWEST,
        lease.kind().name(),
        lease.name());
  }

  /** Gives back a lease, if this ledger holds it. */
  void giveBack(Lease lease) {
    if (lease.equals(held.get(lock(lease.kind(), lease.name())))) {
      end(lease.kind(), lease.name());
    }
  }

  /** Gives back what this ledger holds of the name. */
  void end(Kind kind, String name) {
    String lock = lock(kind, name);
    held.remove(lock);
    locks.unlock(lock);
  }

  /** Gives back a run that is over: whoever locks it after that finds its state final. */
  void finish(String runId) {
    String lock = lock(Kind.RUN, runId);
    held.remove(lock);
    locks.finish(lock);
  }

  private static String lock(Kind kind, String name) {
    String file =
        FILE_NAME.matcher(name).matches()
            ? name
            : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    return kind.name().toLowerCase(Locale.ROOT) + "-" + file;
  }

  @Override
  public void close() {
    held.clear();
    locks.close();
  }
}
