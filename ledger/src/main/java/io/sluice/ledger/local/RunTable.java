package io.sluice.ledger.local;

import io.sluice.ledger.LedgerConflictException;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import io.sluice.sqlite.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The ledger's runs, in an open transaction. */
final class RunTable {
  private static final String SELECT =
      "SELECT run_id, dataset, table_name, state, started_at, finished_at, message, report FROM"
          + " runs ";

  private RunTable() {}

  static void insert(Connection c, String runId, String dataset, String table, Instant startedAt)
      throws SQLException {
    if (find(c, runId).isPresent()) {
      throw new LedgerConflictException(
          "Run " + runId + " is in the ledger already; every run needs an id of its own");
    }
    Sql.update(
        c,
        "INSERT INTO runs (run_id, dataset, table_name, state, started_at) VALUES (?, ?, ?, ?, ?)",
        runId,
        dataset,
        table,
        State.CLAIMED.name(),
        startedAt.toString());
  }

  static Optional<RunRecord> find(Connection c, String runId) throws SQLException {
    return Sql.first(c, RunTable::record, SELECT + "WHERE run_id = ?", runId);
  }

  /** The run, which must be in the given state for {@code step} to be taken. */
  static RunRecord require(Connection c, String runId, State state, String step)
      throws SQLException {
    RunRecord run =
        find(c, runId)
            .orElseThrow(
                () -> new LedgerConflictException("There is no run " + runId + " in the ledger"));
    if (run.state() != state) {
      throw new LedgerConflictException(
          "Run "
              + runId
              + " cannot "
              + step
              + ": it is "
              + run.state()
              + ", not "
              + state
              + run.message().map(message -> " (" + message + ")").orElse(""));
    }
    return run;
  }

  static List<RunRecord> byPrefix(Connection c, String prefix, int limit) throws SQLException {
    return Sql.list(
        c,
        RunTable::record,
        SELECT + "WHERE substr(run_id, 1, length(?)) = ? ORDER BY begin_order LIMIT ?",
        prefix,
        prefix,
        limit);
  }

  static List<RunRecord> newest(Connection c, Optional<String> dataset, int limit)
      throws SQLException {
    return dataset.isPresent()
        ? Sql.list(
            c,
            RunTable::record,
            SELECT + "WHERE dataset = ? ORDER BY begin_order DESC LIMIT ?",
            dataset.get(),
            limit)
        : Sql.list(c, RunTable::record, SELECT + "ORDER BY begin_order DESC LIMIT ?", limit);
  }

  /** CLAIMED and RECORDED runs of a dataset, oldest first. */
  static List<RunRecord> unfinished(Connection c, String dataset) throws SQLException {
    return Sql.list(
        c,
        RunTable::record,
        SELECT + "WHERE dataset = ? AND state IN ('CLAIMED', 'RECORDED') ORDER BY begin_order",
        dataset);
  }

  static void recorded(Connection c, String runId) throws SQLException {
    Sql.update(c, "UPDATE runs SET state = 'RECORDED' WHERE run_id = ?", runId);
  }

  static void committed(Connection c, String runId, Instant finishedAt, String report)
      throws SQLException {
    Sql.update(
        c,
        "UPDATE runs SET state = 'COMMITTED', finished_at = ?, report = ?, commit_order = (SELECT"
            + " coalesce(max(commit_order), 0) + 1 FROM runs) WHERE run_id = ?",
        finishedAt.toString(),
        report,
        runId);
  }

  static void aborted(
      Connection c, String runId, Instant finishedAt, String message, Optional<String> report)
      throws SQLException {
    Sql.update(
        c,
        "UPDATE runs SET state = 'ABORTED', finished_at = ?, message = ?, report = ? WHERE run_id ="
            + " ?",
        finishedAt.toString(),
        message,
        report.orElse(null),
        runId);
  }

  private static RunRecord record(ResultSet row) throws SQLException {
    return new RunRecord(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        State.valueOf(row.getString(4)),
        Instant.parse(row.getString(5)),
        Optional.ofNullable(row.getString(6)).map(Instant::parse),
        Optional.ofNullable(row.getString(7)),
        Optional.ofNullable(row.getString(8)));
  }
}
