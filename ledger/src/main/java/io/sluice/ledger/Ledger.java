package io.sluice.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which file version is in which table, which run put it there, and what state each run is in. The
 * only place where two runs meet: every change is one atomic, durable step. Usable by several
 * threads and processes at once.
 *
 * <p>A file is known by dataset, table and URI: a dataset whose spec names another table than
 * before has none of its files in that table yet.
 */
public interface Ledger extends AutoCloseable {

  /**
   * Registers a run and keeps it marked as living until this ledger is closed or its process ends.
   *
   * @param table {@code database.table}
   * @throws LedgerConflictException if a run of this id exists
   */
  void begin(String runId, String dataset, String table, Instant startedAt);

  /**
   * Takes for the run all candidates that are neither in the table nor held by another living run.
   * Asking again is harmless: what the run holds already is answered as fresh or changed again.
   *
   * <p>A file held by a run that died before it recorded anything is taken from it. One held by a
   * run that died after that stays held until the run is recovered, because its rows are as good as
   * in the table.
   *
   * @throws IllegalArgumentException if a URI is given twice with different identities
   */
  Claim claim(String runId, List<FileVersion> candidates);

  /** What {@link #claim} would answer a new run; changes nothing. */
  Claim preview(String dataset, String table, List<FileVersion> candidates);

  /**
   * CLAIMED to RECORDED.
   *
   * @throws LedgerConflictException if a path to be removed is not a live output, or if another
   *     recorded run removes it too: both would keep rows that the other replaces
   */
  void record(String runId, Manifest manifest);

  /**
   * RECORDED to COMMITTED: claimed files become done (replacing their earlier versions), the
   * manifest's outputs become live and its removed paths cease to be.
   */
  void commit(String runId, Instant finishedAt, String reportJson);

  /**
   * CLAIMED to ABORTED: the claims are given back. Keeps the report, so that the run can be looked
   * at.
   */
  void abort(String runId, Instant finishedAt, String message, Optional<String> reportJson);

  /**
   * Runs of the dataset that are CLAIMED or RECORDED though their process is gone, oldest first.
   */
  List<RunRecord> orphans(String dataset);

  /** Takes over an orphan for recovery: true for exactly one caller. */
  boolean adopt(String runId);

  /** All runs, newest first; of one dataset if given. */
  List<RunRecord> runs(Optional<String> dataset, int limit);

  /** By id, or by a prefix of it that only one run has. */
  Optional<RunRecord> run(String runIdOrPrefix);

  Optional<Manifest> manifest(String runId);

  /** Live outputs of a table, in the order in which they were committed. */
  List<LiveOutput> liveOutputs(String table, Manifest.Kind kind);

  /**
   * Live outputs, of rows and of rejects, that hold something of the source file, in all tables
   * that the dataset had.
   */
  List<LiveOutput> outputsOf(String dataset, String sourceUri);

  /**
   * Live outputs of one table, of rows and of rejects, that hold something of any of the dataset's
   * source files, each once, in the order in which they were committed.
   */
  List<LiveOutput> outputsOf(String dataset, String table, Collection<String> sourceUris);

  /** A published output and the run that wrote it. */
  record LiveOutput(String runId, Manifest.Output output) {}

  @Override
  void close();
}
