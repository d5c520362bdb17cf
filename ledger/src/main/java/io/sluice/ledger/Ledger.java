package io.sluice.ledger;

import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.report.RunReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which file version is in which table, which run put it there, what state each run is in, and who
 * may work on what. The only place where two runs meet: every change is one atomic, durable step.
 * Usable by several threads and processes at once.
 *
 * <p>A file is known by dataset, table and URI: a dataset whose spec names another table than
 * before has none of its files in that table yet.
 *
 * <p>Whoever works on a run, or publishes into a table, holds a {@link Lease} of it. A lease lives
 * until it is given back, this ledger is closed, or the process ends; a ledger keeps it alive by
 * itself. It carries a fencing version that every later step is checked against: whoever lost a
 * lease can change nothing any more and gets a {@link LeaseLostException}.
 *
 * <p>No step is atomic over unboundedly many items, so that a store whose transactions are small
 * can keep these promises too. The run's own entry is the commit point: outputs are live, and file
 * versions are in the table, exactly if their run is committed.
 *
 * <p>Paths and locations are absolute on both sides of this interface. A ledger keeps those inside
 * its lake relative to the lake, so that a copied or moved lake is a lake.
 */
public interface Ledger extends AutoCloseable {
  /** Of how many runs {@link #sameContent} looks at the files, at least. */
  int NEWEST_RUNS = 10;

  /**
   * Registers a run and leases it.
   *
   * @throws LedgerConflictException if a run of this id exists
   */
  Lease begin(RunStart run);

  /**
   * Leases a run that is CLAIMED or RECORDED and that nobody holds, to finish or undo it; empty if
   * it is held, or over.
   */
  Optional<Lease> adopt(String runId);

  /** Leases the right to publish into a table; empty while somebody else holds it. */
  Optional<Lease> leaseTable(String table);

  /**
   * Gives a lease back; one that is not held any more is passed over. A run that is not over is an
   * orphan after that.
   */
  void giveBack(Lease lease);

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
  Claim claim(Lease run, List<FileVersion> candidates);

  /**
   * Gives some of a CLAIMED run's files back to whoever comes next; those that it does not hold are
   * passed over.
   */
  void release(Lease run, Collection<String> uris);

  /** What {@link #claim} would answer a new run; changes nothing. */
  Claim preview(String dataset, String table, List<FileVersion> candidates);

  /**
   * CLAIMED to RECORDED. From here on a crash is carried through, not undone.
   *
   * @param table the lease of the run's table
   * @throws LedgerConflictException if a path to be removed is not a live output of the run's
   *     table, or if another recorded run removes it too: both would keep rows that the other
   *     replaces
   */
  void record(Lease run, Lease table, Manifest manifest);

  /**
   * RECORDED to COMMITTED: the run's outputs and file versions take the place of what they replace.
   * Ends the run's lease, not the table's.
   *
   * @param table the lease of the run's table
   */
  void commit(Lease run, Lease table, Instant finishedAt);

  /**
   * CLAIMED or RECORDED to ABORTED: nothing of the run counts, its manifest is forgotten, and its
   * claims are given back. Ends its lease. Who aborts a RECORDED run has removed the files that it
   * had published.
   *
   * @param report what is kept of the run, so that it can be looked at
   */
  void abort(Lease run, Instant finishedAt, String message, Optional<RunReport> report);

  /**
   * Notes that the files which a COMMITTED run replaced are deleted. Can be done again.
   *
   * @throws LedgerConflictException if there is no such run, or it is not COMMITTED
   */
  void cleaned(String runId);

  /** Runs that are CLAIMED or RECORDED though nobody holds them, oldest first. */
  List<RunRecord> orphans();

  /**
   * Runs that are CLAIMED or RECORDED, whether or not somebody holds them, oldest first. A run that
   * has just begun may be missing.
   */
  List<RunRecord> unfinished();

  /**
   * Runs COMMITTED before the given time whose replaced files are not yet deleted, oldest first.
   */
  List<RunRecord> uncleaned(Instant committedBefore);

  /** Runs, newest first; at most {@code limit}; of one dataset and one table where given. */
  List<RunRecord> runs(Optional<String> dataset, Optional<String> table, int limit);

  /**
   * Runs whose ids begin with the text, newest first, but the run of exactly this id before all
   * others; at most {@code limit}.
   */
  List<RunRecord> runsByPrefix(String prefix, int limit);

  /** The run of exactly this id. */
  default Optional<RunRecord> run(String runId) {
    return runsByPrefix(runId, 1).stream().filter(run -> run.runId().equals(runId)).findFirst();
  }

  /**
   * Those of the runs that somebody holds now. Where a holder's silence has to be waited for, all
   * are waited for at once.
   */
  Set<String> living(Collection<String> runIds);

  /** Whether somebody holds the run now. */
  default boolean living(String runId) {
    return !living(List.of(runId)).isEmpty();
  }

  /** All datasets that ever ran, by name. */
  List<String> datasets();

  /** {@code database.table} of every table that a run filled or wanted to fill, by name. */
  List<String> tables();

  /** The report of a run that is COMMITTED, or that was ABORTED with one. */
  Optional<RunReport> report(String runId);

  /** What a RECORDED or COMMITTED run makes visible. */
  Optional<Manifest> manifest(String runId);

  /** A table's live files, in the order in which they were committed. */
  List<LiveFile> liveFiles(String table, Kind kind);

  /**
   * All that is known of those of a table's live files that lie at one of the paths, in the order
   * in which they were committed; {@link Manifest.Output#dataset} is never empty.
   */
  List<Manifest.Output> liveOutputs(String table, Collection<String> paths);

  /**
   * Live outputs of one table, of rows and of rejects, that contain something of any of the
   * dataset's source files, each once, in the order in which they were committed.
   */
  List<Manifest.Output> outputsOf(String dataset, String table, Collection<String> sourceUris);

  /**
   * The present versions of files in the table that have the content of one of these files, as far
   * as identities tell ({@link FileVersion#content}), whatever their URIs. A store that does not
   * find files by their content looks among those of the newest runs only.
   */
  default List<FileVersion> sameContent(
      String dataset, String table, Collection<FileVersion> files) {
    Set<String> contents = files.stream().map(FileVersion::content).collect(Collectors.toSet());
    List<FileVersion> found = new ArrayList<>();
    for (RunRecord run : runs(Optional.of(dataset), Optional.of(table), NEWEST_RUNS)) {
      if (run.state() == RunRecord.State.COMMITTED) {
        report(run.runId()).stream()
            .flatMap(report -> report.data().files().stream())
            .map(file -> new FileVersion(file.uri(), file.counts().bytes(), file.identity()))
            .filter(file -> contents.contains(file.content()))
            .forEach(found::add);
      }
    }
    Map<String, FileVersion> newest = new LinkedHashMap<>();
    found.forEach(file -> newest.putIfAbsent(file.uri(), file));
    return newest.isEmpty()
        ? List.of()
        : preview(dataset, table, List.copyOf(newest.values())).done();
  }

  /** What is wrong with the ledger itself, where its store can tell; for people. */
  default List<String> faults() {
    return List.of();
  }

  /** All versions of a file that runs of the dataset ever took, oldest first. */
  List<FileHistoryEntry> history(String dataset, String sourceUri);

  @Override
  void close();
}
