package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.workload.Output.Kind;
import io.sluice.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** DuckDB in this process. */
final class DuckDb implements Engine {
  private final Workload workload;
  private final Connection connection;

  DuckDb(Workload workload) throws SQLException {
    this.workload = workload;
    this.connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      for (String setting : DuckDbSql.settings(workload)) {
        statement.execute(setting);
      }
    }
  }

  @Override
  public List<String> run(Path out) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (workload.output().kind() == Kind.FIGURES) {
        return figures(statement);
      }
      statement.execute(DuckDbSql.copy(workload, out.toString()));
      return List.of();
    }
  }

  private List<String> figures(Statement statement) throws SQLException {
    String query =
        "SELECT "
            + Figures.selectList(workload.input().columns(), name -> "strlen(" + name + ")")
            + " FROM "
            + DuckDbSql.source(workload.input());
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      List<String> figures = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        figures.add(row.getString(i));
      }
      return figures;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB cannot be closed: " + e.getMessage(), e);
    }
  }
}
