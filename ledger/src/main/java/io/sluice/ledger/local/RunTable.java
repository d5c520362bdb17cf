package io.sluice.ledger.local;

import io.sluice.ledger.LedgerConflictException;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.Figures;
import io.sluice.ledger.RunRecord.State;
import io.sluice.ledger.RunStart;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.RunState;
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
      "SELECT run_no, feed_id, run_id, dataset, table_name, location, state, started_at,"
          + " finished_at, message, outcome, files, read, written, rejected, filtered,"
          + " deduplicated, bytes FROM runs ";
  private static final String NEWEST = " ORDER BY run_no DESC LIMIT ?";

  static final String FIND = SELECT + "WHERE run_id = ?";
  // Ids are ASCII, so all that begin with a text come before that text with this character.
  static final String BY_PREFIX =
      SELECT
          + "WHERE run_id >= ?1 AND run_id < ?1 || char(0x10ffff)"
          + " ORDER BY run_id = ?1 DESC, run_no DESC LIMIT ?2";
  static final String ALL = SELECT + NEWEST;
  static final String OF_DATASET = SELECT + "WHERE dataset = ?" + NEWEST;
  static final String OF_TABLE = SELECT + "WHERE table_name = ?" + NEWEST;
  static final String OF_FEED = SELECT + "WHERE feed_id = (" + FeedTable.FIND + ")" + NEWEST;
  static final String OPEN = SELECT + "WHERE state IN ('CLAIMED', 'RECORDED') ORDER BY run_no";
  static final String UNCLEANED =
      SELECT
          + "WHERE state = 'COMMITTED' AND cleaned = 0 AND finished_at < ? ORDER BY finished_at,"
          + " commit_no";

  private final LakeLocation lake;

  RunTable(LakeLocation lake) {
    this.lake = lake;
  }

  /** A run and the keys of its rows and of its files'. */
  record Row(long runNo, long feedId, RunRecord run) {}

  void insert(Connection c, RunStart run) throws SQLException {
    if (find(c, run.runId()).isPresent()) {
      throw LedgerConflictException.runExists(run.runId());
    }
    Sql.update(
        c,
        "INSERT INTO runs (run_id, feed_id, dataset, table_name, location, state, started_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        run.runId(),
        FeedTable.findOrInsert(c, run.dataset(), run.table()),
        run.dataset(),
        run.table(),
        lake.stored(run.location()),
        State.CLAIMED.name(),
        Times.text(run.startedAt()));
  }

  Optional<Row> find(Connection c, String runId) throws SQLException {
    return Sql.first(c, this::row, FIND, runId);
  }

  List<RunRecord> byPrefix(Connection c, String prefix, int limit) throws SQLException {
    return Sql.list(c, this::run, BY_PREFIX, prefix, limit);
  }

  List<RunRecord> newest(Connection c, Optional<String> dataset, Optional<String> table, int limit)
      throws SQLException {
    if (dataset.isPresent() && table.isPresent()) {
      return Sql.list(c, this::run, OF_FEED, dataset.get(), table.get(), limit);
    }
    if (dataset.isPresent()) {
      return Sql.list(c, this::run, OF_DATASET, dataset.get(), limit);
    }
    return table.isPresent()
        ? Sql.list(c, this::run, OF_TABLE, table.get(), limit)
        : Sql.list(c, this::run, ALL, limit);
  }

  /** CLAIMED and RECORDED runs, oldest first. */
  List<RunRecord> open(Connection c) throws SQLException {
    return Sql.list(c, this::run, OPEN);
  }

  List<RunRecord> uncleaned(Connection c, Instant before) throws SQLException {
    return Sql.list(c, this::run, UNCLEANED, Times.text(before));
  }

  static void recorded(Connection c, Row run, RunReport report) throws SQLException {
    Sql.update(c, "UPDATE runs SET state = 'RECORDED' WHERE run_no = ?", run.runNo());
    figures(c, run, Figures.of(report));
  }

  /** The run's place in the order of commits. */
  static long committed(Connection c, Row run, Instant finishedAt) throws SQLException {
    return Sql.first(
            c,
            row -> row.getLong(1),
            "UPDATE runs SET state = 'COMMITTED', finished_at = ?, commit_no = (SELECT"
                + " coalesce(max(commit_no), 0) + 1 FROM runs), cleaned = NOT EXISTS (SELECT 1 FROM"
                + " removals WHERE run_no = ?) WHERE run_no = ? RETURNING commit_no",
            Times.text(finishedAt),
            run.runNo(),
            run.runNo())
        .orElseThrow();
  }

  static void aborted(
      Connection c, Row run, Instant finishedAt, String message, Optional<RunReport> report)
      throws SQLException {
    Sql.update(
        c,
        "UPDATE runs SET state = 'ABORTED', finished_at = ?, message = ?, outcome = NULL WHERE"
            + " run_no = ?",
        Times.text(finishedAt),
        message,
        run.runNo());
    if (report.isPresent()) {
      figures(c, run, Figures.of(report.get()));
    }
  }

  private static void figures(Connection c, Row run, Figures figures) throws SQLException {
    Counts totals = figures.totals();
    Sql.update(
        c,
        "UPDATE runs SET outcome = ?, files = ?, read = ?, written = ?, rejected = ?, filtered = ?,"
            + " deduplicated = ?, bytes = ? WHERE run_no = ?",
        figures.outcome().name(),
        figures.files(),
        totals.read(),
        totals.written(),
        totals.rejected(),
        totals.filtered(),
        totals.deduplicated(),
        totals.bytes(),
        run.runNo());
  }

  static void cleaned(Connection c, Row run) throws SQLException {
    Sql.update(c, "UPDATE runs SET cleaned = 1 WHERE run_no = ?", run.runNo());
  }

  private Row row(ResultSet row) throws SQLException {
    return new Row(row.getLong(1), row.getLong(2), run(row));
  }

  private RunRecord run(ResultSet row) throws SQLException {
    State state = State.valueOf(row.getString(7));
    return new RunRecord(
        row.getString(3),
        row.getString(4),
        row.getString(5),
        lake.resolved(row.getString(6)),
        state,
        Times.instant(row.getString(8)),
        Optional.ofNullable(row.getString(9)).map(Times::instant),
        Optional.ofNullable(row.getString(10)),
        // A recorded run's figures are there already, but are not yet so.
        state.over() ? figures(row) : Optional.empty());
  }

  private static Optional<Figures> figures(ResultSet row) throws SQLException {
    String outcome = row.getString(11);
    return outcome == null
        ? Optional.empty()
        : Optional.of(
            new Figures(
                RunState.valueOf(outcome),
                row.getLong(12),
                new Counts(
                    row.getLong(13),
                    row.getLong(14),
                    row.getLong(15),
                    row.getLong(16),
                    row.getLong(17),
                    row.getLong(18))));
  }
}
