package io.sluice.ledger.local;

import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReports;
import io.sluice.sqlite.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The runs' reports, in an open transaction; locations in them are relative to the lake. */
final class ReportTable {
  static final String FIND = "SELECT report FROM reports WHERE run_no = ?";

  private final LakeLocation lake;

  ReportTable(LakeLocation lake) {
    this.lake = lake;
  }

  void put(Connection c, RunTable.Row run, RunReport report) throws SQLException {
    Sql.update(
        c,
        "INSERT INTO reports (run_no, report) VALUES (?, ?) ON CONFLICT (run_no) DO UPDATE SET"
            + " report = excluded.report",
        run.runNo(),
        RunReports.toJson(report.withLocations(lake::stored)));
  }

  Optional<RunReport> find(Connection c, RunTable.Row run) throws SQLException {
    return Sql.first(c, row -> row.getString(1), FIND, run.runNo())
        .map(json -> RunReports.fromJson(json).withLocations(lake::resolved));
  }

  static void delete(Connection c, RunTable.Row run) throws SQLException {
    Sql.update(c, "DELETE FROM reports WHERE run_no = ?", run.runNo());
  }
}
