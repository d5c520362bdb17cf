package io.sluice.ledger.local;

import io.sluice.ledger.Claim;
import io.sluice.ledger.FileHistoryEntry;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerConflictException;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import io.sluice.ledger.RunStart;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
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
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger of a lake on a local disk: {@code <lake>/_sluice/ledger.sqlite}, and for each lease a
 * locked file in {@code <lake>/_sluice/locks}.
 *
 * <p>Methods throw {@link io.sluice.sqlite.SqliteFileException} when the database cannot be used,
 * and {@link LedgerConflictException} when a step does not fit what the ledger contains.
 */
public final class SqliteLedger implements Ledger {
  private static final SqliteSchema SCHEMA =
      SqliteSchema.ofResources("ledger", 0x536c4c67, SqliteLedger.class, 2, 2);

  private final SqliteFile database;
  private final Leases leases;
  private final RunTable runs;
  private final ReportTable reports;
  private final ManifestTable manifests;
  private final OutputQueries outputs;

  private SqliteLedger(LakeLocation lake, SqliteFile database, FileLocks locks) {
    this.database = database;
    leases = new Leases(locks);
    runs = new RunTable(lake);
    reports = new ReportTable(lake);
    manifests = new ManifestTable(lake);
    outputs = new OutputQueries(lake);
  }

  /** Opens the ledger of a lake on this machine, creating it if there is none. */
  public static SqliteLedger open(LakeLocation lake) {
    SqliteFile database = SqliteFile.open(file(lake), SCHEMA);
    try {
      return new SqliteLedger(lake, database, new FileLocks(file(lake).resolveSibling("locks")));
    } catch (IOException e) {
      database.close();
      throw new UncheckedIOException(
          "Cannot create the folder of locks in "
              + lake.root()
              + ": "
              + Why.of(e)
              + ". Check the lake folder's permissions",
          e);
    }
  }

  /**
   * Opens the ledger of a lake on this machine if there is one; for those who only want to look.
   */
  public static Optional<SqliteLedger> openExisting(LakeLocation lake) {
    return Files.isRegularFile(file(lake)) ? Optional.of(open(lake)) : Optional.empty();
  }

  private static Path file(LakeLocation lake) {
    return Path.of(lake.own("ledger.sqlite"));
  }

  @Override
  public Lease begin(RunStart run) {
    return lease(
            Lease.Kind.RUN,
            run.runId(),
            c -> {
              runs.insert(c, run);
              Optional<Lease> lease = leases.take(c, Lease.Kind.RUN, run.runId());
              if (lease.isEmpty()) {
                throw new LedgerConflictException(
                    "Run " + run.runId() + " is running in another process");
              }
              return lease;
            })
        .orElseThrow();
  }

  @Override
  public Optional<Lease> adopt(String runId) {
    return lease(
        Lease.Kind.RUN,
        runId,
        c -> open(c, runId) ? leases.take(c, Lease.Kind.RUN, runId) : Optional.empty());
  }

  @Override
  public Optional<Lease> leaseTable(String table) {
    return lease(Lease.Kind.TABLE, table, c -> leases.take(c, Lease.Kind.TABLE, table));
  }

  /** A change that takes a lease, and leaves none if it fails. */
  private synchronized Optional<Lease> lease(
      Lease.Kind kind, String name, SqliteFile.Work<Optional<Lease>> work) {
    boolean heldBefore = leases.holds(kind, name);
    try {
      return database.write(work);
    } catch (RuntimeException | Error e) {
      if (!heldBefore) {
        leases.end(kind, name);
      }
      throw e;
    }
  }

  @Override
  public synchronized void giveBack(Lease lease) {
    leases.giveBack(lease);
  }

  @Override
  public Claim claim(Lease run, List<FileVersion> candidates) {
    return change(
        c -> ClaimTable.take(c, ours(c, run, "claim", State.CLAIMED), candidates, this::held));
  }

  @Override
  public void release(Lease run, Collection<String> uris) {
    change(
        c -> {
          ClaimTable.release(c, ours(c, run, "release", State.CLAIMED), uris);
          return null;
        });
  }

  @Override
  public Claim preview(String dataset, String table, List<FileVersion> candidates) {
    // A change only for its lock: probes of two processes must not meet.
    return change(
        c ->
            Claim.of(
                new Candidates(-1, this::held)
                    .decide(c, FeedTable.find(c, dataset, table), candidates)));
  }

  @Override
  public void record(Lease run, Lease table, Manifest manifest) {
    change(
        c -> {
          RunTable.Row row = ours(c, run, "record", State.CLAIMED);
          require(c, table, row);
          manifests.record(c, row, manifest);
          reports.put(c, row, manifest.report());
          RunTable.recorded(c, row, manifest.report());
          return null;
        });
  }

  @Override
  public void commit(Lease run, Lease table, Instant finishedAt) {
    change(
        c -> {
          RunTable.Row row = ours(c, run, "commit", State.RECORDED);
          require(c, table, row);
          ClaimTable.done(c, row);
          ManifestTable.publish(c, row, RunTable.committed(c, row, finishedAt));
          return null;
        });
    finish(run);
  }

  @Override
  public void abort(Lease run, Instant finishedAt, String message, Optional<RunReport> report) {
    change(
        c -> {
          RunTable.Row row = ours(c, run, "abort", State.CLAIMED, State.RECORDED);
          ClaimTable.release(c, row);
          ManifestTable.delete(c, row);
          ReportTable.delete(c, row);
          if (report.isPresent()) {
            reports.put(c, row, report.get());
          }
          RunTable.aborted(c, row, finishedAt, message, report);
          return null;
        });
    finish(run);
  }

  @Override
  public void cleaned(String runId) {
    change(
        c -> {
          RunTable.cleaned(c, inState(find(c, runId), "be cleaned", State.COMMITTED));
          return null;
        });
  }

  @Override
  public List<RunRecord> orphans() {
    return change(c -> runs.open(c).stream().filter(run -> !held(run.runId())).toList());
  }

  @Override
  public List<RunRecord> unfinished() {
    return database.read(runs::open);
  }

  @Override
  public List<RunRecord> uncleaned(Instant committedBefore) {
    return database.read(c -> runs.uncleaned(c, committedBefore));
  }

  @Override
  public List<RunRecord> runs(Optional<String> dataset, Optional<String> table, int limit) {
    return database.read(c -> runs.newest(c, dataset, table, limit));
  }

  @Override
  public List<RunRecord> runsByPrefix(String prefix, int limit) {
    return database.read(c -> runs.byPrefix(c, prefix, limit));
  }

  @Override
  public Set<String> living(Collection<String> runIds) {
    return change(
        c -> {
          Set<String> living = new HashSet<>();
          for (String runId : runIds) {
            if (open(c, runId) && held(runId)) {
              living.add(runId);
            }
          }
          return living;
        });
  }

  @Override
  public List<String> datasets() {
    return database.read(FeedTable::datasets);
  }

  @Override
  public List<String> tables() {
    return database.read(FeedTable::tables);
  }

  @Override
  public Optional<RunReport> report(String runId) {
    return database.read(
        c -> {
          Optional<RunTable.Row> row = runs.find(c, runId).filter(r -> r.run().state().over());
          return row.isPresent() ? reports.find(c, row.get()) : Optional.empty();
        });
  }

  @Override
  public Optional<Manifest> manifest(String runId) {
    return database.read(
        c -> {
          Optional<RunTable.Row> row =
              runs.find(c, runId)
                  .filter(
                      r -> EnumSet.of(State.RECORDED, State.COMMITTED).contains(r.run().state()));
          return row.isPresent() ? Optional.of(manifest(c, row.get())) : Optional.empty();
        });
  }

  private Manifest manifest(Connection c, RunTable.Row run) throws SQLException {
    return new Manifest(
        outputs.ofRun(c, run),
        outputs.removed(c, run),
        OutputQueries.tableText(c, run),
        reports.find(c, run).orElseThrow());
  }

  @Override
  public List<LiveFile> liveFiles(String table, Kind kind) {
    return database.read(c -> outputs.live(c, table, kind));
  }

  @Override
  public List<Manifest.Output> liveOutputs(String table, Collection<String> paths) {
    return database.read(c -> outputs.liveOutputs(c, table, paths));
  }

  @Override
  public List<Manifest.Output> outputsOf(
      String dataset, String table, Collection<String> sourceUris) {
    return database.read(
        c -> {
          Optional<Long> feedId = FeedTable.find(c, dataset, table);
          return feedId.isPresent() ? outputs.ofSources(c, feedId.get(), sourceUris) : List.of();
        });
  }

  @Override
  public List<FileVersion> sameContent(
      String dataset, String table, Collection<FileVersion> files) {
    return database.read(
        c -> {
          Optional<Long> feedId = FeedTable.find(c, dataset, table);
          return feedId.isPresent()
              ? ClaimTable.sameContent(c, feedId.get(), files)
              : List.<FileVersion>of();
        });
  }

  @Override
  public List<String> faults() {
    return database.faults();
  }

  @Override
  public List<FileHistoryEntry> history(String dataset, String sourceUri) {
    return database.read(c -> ClaimTable.history(c, dataset, sourceUri));
  }

  /** A change, with the locks kept from other threads for as long. */
  private synchronized <T> T change(SqliteFile.Work<T> work) {
    return database.write(work);
  }

  private synchronized void finish(Lease run) {
    leases.finish(run.name());
  }

  private boolean open(Connection c, String runId) throws SQLException {
    return runs.find(c, runId).filter(row -> !row.run().state().over()).isPresent();
  }

  private boolean held(String runId) {
    return leases.living(Lease.Kind.RUN, runId);
  }

  /** The run in a state that the step needs, under a lease that this ledger holds. */
  private RunTable.Row ours(Connection c, Lease lease, String step, State first, State... rest)
      throws SQLException {
    lease.requireRun();
    RunTable.Row row = find(c, lease.name());
    // Whoever ended the run itself is told so, not that its lease is gone.
    if (!(row.run().state().over() && leases.newest(c, lease))) {
      leases.require(c, lease);
    }
    return inState(row, step, first, rest);
  }

  private void require(Connection c, Lease table, RunTable.Row run) throws SQLException {
    table.requireTable(run.run().table());
    leases.require(c, table);
  }

  private RunTable.Row find(Connection c, String runId) throws SQLException {
    return runs.find(c, runId).orElseThrow(() -> LedgerConflictException.noSuchRun(runId));
  }

  private static RunTable.Row inState(RunTable.Row row, String step, State first, State... rest) {
    row.run().require(step, first, rest);
    return row;
  }

  @Override
  public synchronized void close() {
    leases.close();
    database.close();
  }
}
