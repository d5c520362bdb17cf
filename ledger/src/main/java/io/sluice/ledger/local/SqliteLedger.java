package io.sluice.ledger.local;

import io.sluice.ledger.Claim;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerConflictException;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import io.sluice.sqlite.SqliteFile;
import io.sluice.sqlite.SqliteSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The ledger of a lake on a local disk: {@code <lake>/_sluice/ledger.sqlite}, and for each living
 * run a locked file {@code <lake>/_sluice/locks/<runId>.lock}.
 *
 * <p>Methods throw {@link io.sluice.sqlite.SqliteFileException} when the database cannot be used,
 * and {@link LedgerConflictException} when a step does not fit what the ledger holds.
 */
public final class SqliteLedger implements Ledger {
  private static final SqliteSchema SCHEMA =
      SqliteSchema.ofResources("ledger", 0x536c4c67, SqliteLedger.class, 1);

  private final SqliteFile database;
  private final RunLocks locks;

  private SqliteLedger(SqliteFile database, RunLocks locks) {
    this.database = database;
    this.locks = locks;
  }

  /**
   * Opens the lake's ledger, creating it if there is none.
   *
   * @param lakeDir the lake's folder
   */
  public static SqliteLedger open(Path lakeDir) {
    SqliteFile database = SqliteFile.open(file(lakeDir), SCHEMA);
    try {
      return new SqliteLedger(database, new RunLocks(file(lakeDir).resolveSibling("locks")));
    } catch (IOException e) {
      database.close();
      throw new UncheckedIOException(
          "Cannot create the folder of run locks in "
              + lakeDir
              + ": "
              + e.getMessage()
              + ". Check the lake folder's permissions",
          e);
    }
  }

  /** Opens the lake's ledger if there is one; for those who only want to look. */
  public static Optional<SqliteLedger> openExisting(Path lakeDir) {
    return Files.isRegularFile(file(lakeDir)) ? Optional.of(open(lakeDir)) : Optional.empty();
  }

  private static Path file(Path lakeDir) {
    return lakeDir.resolve("_sluice").resolve("ledger.sqlite");
  }

  @Override
  public void begin(String runId, String dataset, String table, Instant startedAt) {
    if (!runId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,199}")) {
      throw new IllegalArgumentException(
          "A run id names a file, so it may hold only letters, digits, '.', '_' and '-': " + runId);
    }
    change(
        c -> {
          RunTable.insert(c, runId, dataset, table, startedAt);
          if (!locks.tryLock(runId)) {
            throw new LedgerConflictException("Run " + runId + " is living in another process");
          }
          return null;
        });
  }

  @Override
  public Claim claim(String runId, List<FileVersion> candidates) {
    return change(
        c -> ClaimTable.take(c, ours(c, runId, State.CLAIMED, "claim"), candidates, locks));
  }

  @Override
  public synchronized Claim preview(String dataset, String table, List<FileVersion> candidates) {
    RunRecord nobody =
        new RunRecord(
            "",
            dataset,
            table,
            State.CLAIMED,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return database.read(c -> ClaimTable.preview(c, nobody, candidates, locks));
  }

  @Override
  public void record(String runId, Manifest manifest) {
    change(
        c -> {
          OutputTable.record(c, ours(c, runId, State.CLAIMED, "record"), manifest);
          RunTable.recorded(c, runId);
          return null;
        });
  }

  @Override
  public void commit(String runId, Instant finishedAt, String reportJson) {
    change(
        c -> {
          RunRecord run = ours(c, runId, State.RECORDED, "commit");
          ClaimTable.done(c, run);
          OutputTable.publish(c, runId);
          RunTable.committed(c, runId, finishedAt, reportJson);
          return null;
        });
    finish(runId);
  }

  @Override
  public void abort(String runId, Instant finishedAt, String message, Optional<String> reportJson) {
    change(
        c -> {
          ours(c, runId, State.CLAIMED, "abort");
          ClaimTable.release(c, runId);
          RunTable.aborted(c, runId, finishedAt, message, reportJson);
          return null;
        });
    finish(runId);
  }

  @Override
  public List<RunRecord> orphans(String dataset) {
    // A change only for its lock: probes of two processes must not meet.
    return change(
        c ->
            RunTable.unfinished(c, dataset).stream()
                .filter(run -> !locks.living(run.runId()))
                .toList());
  }

  @Override
  public boolean adopt(String runId) {
    return change(
        c -> {
          Optional<RunRecord> run = RunTable.find(c, runId);
          return run.isPresent() && unfinished(run.get()) && locks.tryLock(runId);
        });
  }

  @Override
  public List<RunRecord> runs(Optional<String> dataset, int limit) {
    return database.read(c -> RunTable.newest(c, dataset, limit));
  }

  @Override
  public Optional<RunRecord> run(String runIdOrPrefix) {
    return database.read(
        c -> {
          Optional<RunRecord> exact = RunTable.find(c, runIdOrPrefix);
          if (exact.isPresent()) {
            return exact;
          }
          List<RunRecord> candidates = RunTable.byPrefix(c, runIdOrPrefix, 2);
          return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
        });
  }

  @Override
  public Optional<Manifest> manifest(String runId) {
    return database.read(
        c -> {
          Optional<RunRecord> run = RunTable.find(c, runId);
          boolean recorded =
              run.isPresent()
                  && (run.get().state() == State.RECORDED || run.get().state() == State.COMMITTED);
          return recorded ? Optional.of(OutputTable.manifest(c, runId)) : Optional.empty();
        });
  }

  @Override
  public List<LiveOutput> liveOutputs(String table, Manifest.Kind kind) {
    return database.read(c -> OutputTable.live(c, table, kind));
  }

  @Override
  public List<LiveOutput> outputsOf(String dataset, String sourceUri) {
    return database.read(c -> OutputTable.holding(c, dataset, null, List.of(sourceUri)));
  }

  @Override
  public List<LiveOutput> outputsOf(String dataset, String table, Collection<String> sourceUris) {
    return database.read(c -> OutputTable.holding(c, dataset, table, sourceUris));
  }

  /** All versions of a file that runs of the dataset ever took, oldest first. */
  public List<FileHistoryEntry> history(String dataset, String sourceUri) {
    return database.read(c -> ClaimTable.history(c, dataset, sourceUri));
  }

  /** A change, with the locks kept from other threads for as long. */
  private synchronized <T> T change(SqliteFile.Work<T> work) {
    return database.write(work);
  }

  private synchronized void finish(String runId) {
    locks.finish(runId);
  }

  /** The run in the state that the step needs, begun or adopted by this ledger. */
  private RunRecord ours(Connection c, String runId, State state, String step) throws SQLException {
    RunRecord run = RunTable.require(c, runId, state, step);
    if (!locks.holds(runId)) {
      throw new LedgerConflictException(
          "Run "
              + runId
              + " cannot "
              + step
              + " here: it was neither begun nor adopted by this process");
    }
    return run;
  }

  private static boolean unfinished(RunRecord run) {
    return run.state() == State.CLAIMED || run.state() == State.RECORDED;
  }

  @Override
  public synchronized void close() {
    locks.close();
    database.close();
  }
}
