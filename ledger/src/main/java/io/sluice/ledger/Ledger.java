package io.sluice.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which file version is in which table, which run put it there, and what state each run is in. The
 * only place where two runs meet: every change is one atomic, durable step. Usable by several
 * threads and processes at once.
 */
public interface Ledger extends AutoCloseable {

  /**
   * Registers a run and keeps it marked as living until this ledger is closed or its process ends.
   *
   * @param table {@code database.table}
   */
  void begin(String runId, String dataset, String table, Instant startedAt);

  /**
   * Takes for the run all candidates that are neither in the table nor held by another living run.
   */
  Claim claim(String runId, List<FileVersion> candidates);

  /** CLAIMED to RECORDED. */
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

  /** Live data outputs that hold rows of the source file. */
  List<LiveOutput> outputsOf(String dataset, String sourceUri);

  /** A published output and the run that wrote it. */
  record LiveOutput(String runId, Manifest.Output output) {}

  @Override
  void close();
}
