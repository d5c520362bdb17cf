package io.sluice.cli.sql;

import io.sluice.cli.lake.LakeView;
import io.sluice.cli.lake.RunSummary;
import io.sluice.cli.sql.RowWriter.ResultColumn;
import io.sluice.cli.sql.RowWriter.ResultColumn.Shape;
import io.sluice.ledger.RunRecord.Figures;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.FileReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The ledger's runs and the files that their reports name, as the tables {@code runs} and {@code
 * files}.
 */
public final class RunTables {
  private static final String COUNTS =
      "read BIGINT, written BIGINT, rejected BIGINT, filtered BIGINT, deduplicated BIGINT, bytes"
          + " BIGINT";

  /** How many {@code files} has. */
  private static final int FILE_COLUMNS = 16;

  /** The columns of {@code runs}. */
  public static final List<ResultColumn> RUN_COLUMNS =
      List.of(
          new ResultColumn("run_id", Shape.OTHER),
          new ResultColumn("dataset", Shape.OTHER),
          new ResultColumn("table_name", Shape.OTHER),
          new ResultColumn("state", Shape.OTHER),
          new ResultColumn("started_at", Shape.OTHER),
          new ResultColumn("finished_at", Shape.OTHER),
          new ResultColumn("seconds", Shape.NUMBER),
          new ResultColumn("files", Shape.NUMBER),
          new ResultColumn("read", Shape.NUMBER),
          new ResultColumn("written", Shape.NUMBER),
          new ResultColumn("rejected", Shape.NUMBER),
          new ResultColumn("filtered", Shape.NUMBER),
          new ResultColumn("deduplicated", Shape.NUMBER),
          new ResultColumn("bytes", Shape.NUMBER),
          new ResultColumn("message", Shape.OTHER));

  private RunTables() {}

  /** Both, without rows. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE main.runs (run_id VARCHAR, dataset VARCHAR, table_name VARCHAR,"
              + " state VARCHAR, started_at TIMESTAMP WITH TIME ZONE, finished_at TIMESTAMP WITH"
              + " TIME ZONE, seconds DOUBLE, files BIGINT, "
              + COUNTS
              + ", message VARCHAR)");
      statement.execute(
          "CREATE TABLE main.files (run_id VARCHAR, dataset VARCHAR, table_name VARCHAR,"
              + " run_state VARCHAR, uri VARCHAR, state VARCHAR, identity VARCHAR, format VARCHAR, "
              + COUNTS
              + ", replaced BOOLEAN, notes VARCHAR[])");
    }
  }

  static void fillRuns(Connection connection, LakeView lake) throws SQLException {
    inOneTransaction(
        connection,
        "runs",
        RUN_COLUMNS.size(),
        insert -> {
          for (RunSummary run : lake.runs(Optional.empty(), Integer.MAX_VALUE)) {
            bind(insert, row(run));
          }
        });
  }

  static void fillFiles(Connection connection, LakeView lake) throws SQLException {
    inOneTransaction(
        connection,
        "files",
        FILE_COLUMNS,
        insert -> {
          for (RunSummary run : lake.runs(Optional.empty(), Integer.MAX_VALUE)) {
            List<FileReport> files =
                lake.report(run.run()).map(report -> report.data().files()).orElse(List.of());
            for (FileReport file : files) {
              bind(insert, row(run, file, connection));
            }
          }
        });
  }

  /** A row of {@code runs}. */
  public static Object[] row(RunSummary summary) {
    List<Object> values =
        new ArrayList<>(
            Arrays.asList(
                summary.run().runId(),
                summary.run().dataset(),
                summary.run().table(),
                summary.state(),
                summary.run().startedAt(),
                summary.run().finishedAt().orElse(null),
                summary.seconds().isPresent() ? summary.seconds().getAsDouble() : null,
                summary.figures().map(Figures::files).orElse(null)));
    values.addAll(counts(summary.figures().map(Figures::totals)));
    values.add(summary.run().message().orElse(null));
    return values.toArray();
  }

  private static Object[] row(RunSummary summary, FileReport file, Connection connection)
      throws SQLException {
    List<Object> values =
        new ArrayList<>(
            List.of(
                summary.run().runId(),
                summary.run().dataset(),
                summary.run().table(),
                summary.state(),
                file.uri(),
                file.state().name().toLowerCase(Locale.ROOT),
                file.identity(),
                file.format()));
    values.addAll(counts(Optional.of(file.counts())));
    values.add(file.replaced());
    values.add(connection.createArrayOf("VARCHAR", file.notes().toArray()));
    return values.toArray();
  }

  private static List<Object> counts(Optional<Counts> counts) {
    return counts
        .map(
            c ->
                Arrays.<Object>asList(
                    c.read(), c.written(), c.rejected(), c.filtered(), c.deduplicated(), c.bytes()))
        .orElseGet(() -> Arrays.asList(null, null, null, null, null, null));
  }

  private interface Filling {
    void with(PreparedStatement insert) throws SQLException;
  }

  private static void inOneTransaction(
      Connection connection, String table, int columns, Filling filling) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO main." + table + " VALUES (?" + ", ?".repeat(columns - 1) + ")")) {
      filling.with(insert);
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      statement.setObject(
          i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
    }
    statement.executeUpdate();
  }
}
