package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.workload.Codec;
import io.sluice.benchmarks.workload.Output;
import io.sluice.benchmarks.workload.Output.Derived;
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

/**
 * DuckDB in this process, with the settings that its performance guide and its pages on CSV, JSON
 * and COPY give for speed: order not preserved, types and dialect given.
 */
final class DuckDb implements Engine {
  private final Workload workload;
  private final Connection connection;

  DuckDb(Workload workload) throws SQLException {
    this.workload = workload;
    this.connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + workload.threads());
      statement.execute("SET preserve_insertion_order = false");
      statement.execute("SET TimeZone = 'UTC'");
    }
  }

  @Override
  public List<String> run(Path out) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (workload.output().kind() == Kind.FIGURES) {
        return figures(statement);
      }
      statement.execute(copy(out));
      return List.of();
    }
  }

  private String copy(Path out) {
    StringBuilder select = new StringBuilder("SELECT *");
    for (Derived derived : workload.output().derived()) {
      select.append(", ").append(derived.expression()).append(" AS ").append(derived.name());
    }
    List<String> years = new ArrayList<>();
    for (String date : workload.output().yearsOf()) {
      years.add(Output.yearColumn(date));
      select.append(", year(").append(date).append(") AS ").append(Output.yearColumn(date));
    }
    select.append(" FROM ").append(DuckDbSource.of(workload.input()));
    StringBuilder options = new StringBuilder("FORMAT parquet, COMPRESSION ");
    options.append(workload.output().codec().key());
    if (workload.output().codec() == Codec.ZSTD) {
      options.append(", COMPRESSION_LEVEL ").append(workload.zstdLevel());
    }
    options.append(
        years.isEmpty()
            ? ", PER_THREAD_OUTPUT true"
            : ", PARTITION_BY (" + String.join(", ", years) + ")");
    return "COPY (" + select + ") TO " + DuckDbSource.quoted(out.toString()) + " (" + options + ")";
  }

  private List<String> figures(Statement statement) throws SQLException {
    String query =
        "SELECT "
            + Figures.selectList(workload.input().columns(), name -> "strlen(" + name + ")")
            + " FROM "
            + DuckDbSource.of(workload.input());
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
