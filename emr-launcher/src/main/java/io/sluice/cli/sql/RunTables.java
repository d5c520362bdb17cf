package io.sluice.cli.sql;

import io.sluice.cli.lake.Lake;
import io.sluice.cli.lake.RunSummary;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.FileReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The ledger's runs and the files that their reports name, as the tables {@code runs} and {@code
 * files}.
 */
final class RunTables {
  private static final String COUNTS =
      "read BIGINT, written BIGINT, rejected BIGINT, filtered BIGINT, deduplicated BIGINT, bytes"
          + " BIGINT";

  private RunTables() {}

  static void create(Connection connection, Lake lake) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE main.runs (run_id VARCHAR, dataset VARCHAR, table_name VARCHAR,"
              + " state VARCHAR, started_at TIMESTAMP WITH TIME ZONE, finished_at TIMESTAMP WITH"
              + " TIME ZONE, seconds DOUBLE, files BIGINT, "
              + COUNTS
              + ", message VARCHAR)");
      statement.execute(
          "CREATE TABLE main.files (run_id VARCHAR, dataset VARCHAR, table_name VARCHAR,"
              + " run_state VARCHAR, uri VARCHAR, identity VARCHAR, format VARCHAR, "
              + COUNTS
              + ", replaced BOOLEAN, notes VARCHAR[])");
    }
    List<RunSummary> runs = lake.runSummaries(Optional.empty());
    try (PreparedStatement run = insert(connection, "runs", 15);
        PreparedStatement file = insert(connection, "files", 15)) {
      for (RunSummary summary : runs) {
        addRun(run, summary);
        if (summary.report().isPresent()) {
          for (FileReport source : summary.report().get().files()) {
            addFile(file, summary, source, connection);
          }
        }
      }
    }
  }

  private static PreparedStatement insert(Connection connection, String table, int columns)
      throws SQLException {
    return connection.prepareStatement(
        "INSERT INTO main." + table + " VALUES (?" + ", ?".repeat(columns - 1) + ")");
  }

  private static void addRun(PreparedStatement statement, RunSummary summary) throws SQLException {
    Object[] values = {
      summary.run().runId(),
      summary.run().dataset(),
      summary.run().table(),
      summary.state(),
      time(summary.run().startedAt()),
      summary.run().finishedAt().map(RunTables::time).orElse(null),
      summary.seconds().isPresent() ? summary.seconds().getAsDouble() : null,
      summary.report().map(report -> (long) report.files().size()).orElse(null)
    };
    int next = bind(statement, 1, values);
    next = bindCounts(statement, next, summary.report().map(report -> report.totals()));
    bind(statement, next, summary.message().orElse(null));
    statement.executeUpdate();
  }

  private static void addFile(
      PreparedStatement statement, RunSummary summary, FileReport file, Connection connection)
      throws SQLException {
    int next =
        bind(
            statement,
            1,
            summary.run().runId(),
            summary.run().dataset(),
            summary.run().table(),
            summary.state(),
            file.uri(),
            file.identity(),
            file.format());
    next = bindCounts(statement, next, Optional.of(file.counts()));
    bind(
        statement,
        next,
        file.replaced(),
        connection.createArrayOf("VARCHAR", file.notes().toArray()));
    statement.executeUpdate();
  }

  private static int bindCounts(PreparedStatement statement, int first, Optional<Counts> counts)
      throws SQLException {
    if (counts.isEmpty()) {
      return bind(statement, first, null, null, null, null, null, null);
    }
    Counts c = counts.get();
    return bind(
        statement,
        first,
        c.read(),
        c.written(),
        c.rejected(),
        c.filtered(),
        c.deduplicated(),
        c.bytes());
  }

  private static int bind(PreparedStatement statement, int first, Object... values)
      throws SQLException {
    int next = first;
    for (Object value : values) {
      statement.setObject(next, value);
      next++;
    }
    return next;
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
