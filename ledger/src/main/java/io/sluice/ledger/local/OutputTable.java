package io.sluice.ledger.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.ledger.Ledger.LiveOutput;
import io.sluice.ledger.LedgerConflictException;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.ledger.RunRecord;
import io.sluice.sqlite.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The manifests' outputs and removals, in an open transaction. */
final class OutputTable {
  private static final String SELECT =
      "SELECT o.output_id, o.run_id, o.kind, o.pending_path, o.path, o.partition, o.row_count,"
          + " o.byte_count FROM outputs o JOIN runs r USING (run_id) ";
  private static final String ORDER = " ORDER BY r.commit_order, o.position";
  private static final ObjectMapper JSON = new ObjectMapper();

  private OutputTable() {}

  /** An output without its sources, which are read by its id. */
  private record Row(long outputId, String runId, Output output) {}

  static void record(Connection c, RunRecord run, Manifest manifest) throws SQLException {
    refuseConflicts(c, run, manifest);
    try (PreparedStatement output =
            c.prepareStatement(
                "INSERT INTO outputs (run_id, position, table_name, kind, pending_path, path,"
                    + " partition, row_count, byte_count, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " 'PENDING') RETURNING output_id");
        PreparedStatement source =
            c.prepareStatement(
                "INSERT INTO output_sources (output_id, position, uri, first_row, row_count) VALUES"
                    + " (?, ?, ?, ?, ?)");
        PreparedStatement removal =
            c.prepareStatement("INSERT INTO removals (run_id, position, path) VALUES (?, ?, ?)")) {
      int position = 0;
      for (Output o : manifest.outputs()) {
        Sql.bind(
            output,
            run.runId(),
            position++,
            run.table(),
            o.kind().name(),
            o.pendingPath(),
            o.path(),
            partitionJson(o.partition()),
            o.rows(),
            o.bytes());
        long id = Sql.list(output, row -> row.getLong(1)).get(0);
        int sourcePosition = 0;
        for (SourceRows rows : o.sources()) {
          Sql.bind(source, id, sourcePosition++, rows.uri(), rows.firstRow(), rows.rows())
              .executeUpdate();
        }
      }
      position = 0;
      for (String path : manifest.removed()) {
        Sql.bind(removal, run.runId(), position++, path).executeUpdate();
      }
    }
  }

  private static void refuseConflicts(Connection c, RunRecord run, Manifest manifest)
      throws SQLException {
    try (PreparedStatement live =
            c.prepareStatement(
                "SELECT count(*) FROM outputs WHERE path = ? AND state = 'LIVE' AND table_name ="
                    + " ?");
        PreparedStatement remover =
            c.prepareStatement(
                "SELECT m.run_id FROM removals m JOIN runs r USING (run_id) WHERE m.path = ? AND"
                    + " r.state = 'RECORDED'");
        PreparedStatement owner =
            c.prepareStatement(
                "SELECT run_id FROM outputs WHERE path = ? AND state IN ('PENDING', 'LIVE')")) {
      for (String path : manifest.removed()) {
        Sql.bind(live, path, run.table());
        if (Sql.list(live, row -> row.getInt(1)).get(0) == 0) {
          throw new LedgerConflictException(
              "Run "
                  + run.runId()
                  + " would replace "
                  + path
                  + ", which is not a live file of "
                  + run.table()
                  + ": another run replaced it meanwhile. Run again");
        }
        Sql.bind(remover, path);
        for (String other : Sql.list(remover, row -> row.getString(1))) {
          throw new LedgerConflictException(
              "Run "
                  + run.runId()
                  + " would replace "
                  + path
                  + ", which run "
                  + other
                  + " is replacing. Run again when that run has ended");
        }
      }
      for (Output output : manifest.outputs()) {
        Sql.bind(owner, output.path());
        for (String other : Sql.list(owner, row -> row.getString(1))) {
          throw new LedgerConflictException(
              "Run "
                  + run.runId()
                  + " would write "
                  + output.path()
                  + ", which is a file of run "
                  + other
                  + ". Names of outputs must hold the run's id");
        }
      }
    }
  }

  /** The run's outputs become live, what it removes ceases to be. */
  static void publish(Connection c, String runId) throws SQLException {
    Sql.update(
        c,
        "UPDATE outputs SET state = 'REMOVED', removed_by = ? WHERE state = 'LIVE' AND path IN"
            + " (SELECT path FROM removals WHERE run_id = ?)",
        runId,
        runId);
    Sql.update(
        c, "UPDATE outputs SET state = 'LIVE' WHERE run_id = ? AND state = 'PENDING'", runId);
  }

  static Manifest manifest(Connection c, String runId) throws SQLException {
    List<Output> outputs =
        withSources(c, Sql.list(c, OutputTable::row, SELECT + "WHERE o.run_id = ?" + ORDER, runId))
            .stream()
            .map(LiveOutput::output)
            .toList();
    List<String> removed =
        Sql.list(
            c,
            row -> row.getString(1),
            "SELECT path FROM removals WHERE run_id = ? ORDER BY position",
            runId);
    return new Manifest(outputs, removed);
  }

  static List<LiveOutput> live(Connection c, String table, Kind kind) throws SQLException {
    return withSources(
        c,
        Sql.list(
            c,
            OutputTable::row,
            SELECT + "WHERE o.table_name = ? AND o.kind = ? AND o.state = 'LIVE'" + ORDER,
            table,
            kind.name()));
  }

  /** Each live output of one table, or of all if {@code table} is null, that holds a file. */
  static List<LiveOutput> holding(
      Connection c, String dataset, String table, Collection<String> uris) throws SQLException {
    Map<Position, Row> outputs = new TreeMap<>();
    try (PreparedStatement statement =
        c.prepareStatement(
            // A cross join keeps the order of the loops: from the few outputs of a file.
            "SELECT o.output_id, o.run_id, o.kind, o.pending_path, o.path, o.partition,"
                + " o.row_count, o.byte_count, r.commit_order, o.position FROM (SELECT DISTINCT"
                + " output_id FROM output_sources WHERE uri = ?1) CROSS JOIN outputs o USING"
                + " (output_id) CROSS JOIN runs r USING (run_id) WHERE o.state = 'LIVE' AND"
                + " r.dataset = ?2 AND o.table_name = coalesce(?3, o.table_name)")) {
      for (String uri : uris) {
        Sql.bind(statement, uri, dataset, table);
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            outputs.put(new Position(result.getLong(9), result.getInt(10)), row(result));
          }
        }
      }
    }
    return withSources(c, outputs.values());
  }

  /** An output's place in the order in which outputs were committed. */
  private record Position(long commitOrder, int inRun) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
      int order = Long.compare(commitOrder, other.commitOrder);
      return order != 0 ? order : Integer.compare(inRun, other.inRun);
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    Output output =
        new Output(
            Kind.valueOf(row.getString(3)),
            row.getString(4),
            row.getString(5),
            partition(row.getString(6)),
            row.getLong(7),
            row.getLong(8),
            List.of());
    return new Row(row.getLong(1), row.getString(2), output);
  }

  private static List<LiveOutput> withSources(Connection c, Collection<Row> rows)
      throws SQLException {
    List<LiveOutput> outputs = new ArrayList<>(rows.size());
    try (PreparedStatement statement =
        c.prepareStatement(
            "SELECT uri, first_row, row_count FROM output_sources WHERE output_id = ? ORDER BY"
                + " position")) {
      for (Row row : rows) {
        Sql.bind(statement, row.outputId());
        List<SourceRows> sources =
            Sql.list(statement, r -> new SourceRows(r.getString(1), r.getLong(2), r.getLong(3)));
        Output o = row.output();
        outputs.add(
            new LiveOutput(
                row.runId(),
                new Output(
                    o.kind(),
                    o.pendingPath(),
                    o.path(),
                    o.partition(),
                    o.rows(),
                    o.bytes(),
                    sources)));
      }
    }
    return outputs;
  }

  private static String partitionJson(Map<String, String> partition) {
    try {
      return JSON.writeValueAsString(partition);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings is JSON", e);
    }
  }

  private static Map<String, String> partition(String json) {
    try {
      return JSON.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The ledger holds a partition that is no JSON: " + json, e);
    }
  }
}
