package io.sluice.ledger.local;

import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.sqlite.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for outputs, in an open transaction. Cross joins, here and elsewhere, keep the order of the
 * loops: without statistics, SQLite's own choice may begin from the largest table.
 */
final class OutputQueries {
  private static final String SELECT =
      "SELECT o.output_id, o.kind, o.path, o.handle, o.partition, o.row_count, o.byte_count FROM ";

  static final String LIVE =
      "SELECT r.run_id, o.path, o.partition, o.row_count, o.byte_count FROM outputs o CROSS JOIN"
          + " runs r USING (run_no) WHERE o.table_name = ? AND o.kind = ? AND o.state = 'LIVE'"
          + " ORDER BY o.commit_no, o.position";
  static final String LIVE_OUTPUTS =
      SELECT
          + "(SELECT DISTINCT value FROM json_each(?2)) p CROSS JOIN outputs o ON o.path = p.value"
          + " WHERE o.table_name = ?1 AND o.state = 'LIVE' ORDER BY o.commit_no, o.position";
  static final String OF_RUN = SELECT + "outputs o WHERE o.run_no = ? ORDER BY o.position";
  static final String OF_SOURCES =
      SELECT
          + "(SELECT DISTINCT s.output_id FROM json_each(?2) u CROSS JOIN files f ON f.feed_id = ?1"
          + " AND f.uri = u.value CROSS JOIN output_sources s ON s.file_id = f.file_id) x CROSS"
          + " JOIN outputs o ON o.output_id = x.output_id WHERE o.state = 'LIVE' ORDER BY"
          + " o.commit_no, o.position";
  static final String SOURCES =
      "SELECT s.output_id, f.uri, s.first_row, s.row_count, d.dataset, f.feed_id = r.feed_id FROM"
          + " json_each(?) i CROSS JOIN output_sources s ON s.output_id = i.value CROSS JOIN files"
          + " f ON f.file_id = s.file_id CROSS JOIN feeds d ON d.feed_id = f.feed_id CROSS JOIN"
          + " outputs o ON o.output_id = s.output_id CROSS JOIN runs r ON r.run_no = o.run_no ORDER"
          + " BY s.output_id, s.position";
  static final String RUN_DATASETS =
      "SELECT o.output_id, r.dataset FROM json_each(?) i CROSS JOIN outputs o ON o.output_id ="
          + " i.value CROSS JOIN runs r ON r.run_no = o.run_no";
  static final String REMOVED =
      "SELECT o.path FROM removals m CROSS JOIN outputs o USING (output_id) WHERE m.run_no = ?"
          + " ORDER BY m.position";
  static final String TABLE_TEXT = "SELECT table_text FROM manifests WHERE run_no = ?";

  private final LakeLocation lake;

  OutputQueries(LakeLocation lake) {
    this.lake = lake;
  }

  /** An output without its sources, which are read by its id. */
  private record Row(long outputId, Output output) {}

  List<LiveFile> live(Connection c, String table, Kind kind) throws SQLException {
    return Sql.list(
        c,
        row ->
            new LiveFile(
                row.getString(1),
                lake.resolved(row.getString(2)),
                Json.map(row.getString(3)),
                row.getLong(4),
                row.getLong(5)),
        LIVE,
        table,
        kind.name());
  }

  /** Live outputs at some paths, each with its dataset. */
  List<Output> liveOutputs(Connection c, String table, Collection<String> paths)
      throws SQLException {
    String stored = Json.write(paths.stream().map(lake::stored).toList());
    return withSources(c, Sql.list(c, this::row, LIVE_OUTPUTS, table, stored), true);
  }

  /** Live outputs that contain something of any of the feed's files, each once. */
  List<Output> ofSources(Connection c, long feedId, Collection<String> uris) throws SQLException {
    return withSources(c, Sql.list(c, this::row, OF_SOURCES, feedId, Json.write(uris)), false);
  }

  List<Output> ofRun(Connection c, RunTable.Row run) throws SQLException {
    return withSources(c, Sql.list(c, this::row, OF_RUN, run.runNo()), false);
  }

  /** Paths that the run replaces. */
  List<String> removed(Connection c, RunTable.Row run) throws SQLException {
    return Sql.list(c, row -> lake.resolved(row.getString(1)), REMOVED, run.runNo());
  }

  static Optional<String> tableText(Connection c, RunTable.Row run) throws SQLException {
    return Sql.first(c, row -> Optional.ofNullable(row.getString(1)), TABLE_TEXT, run.runNo())
        .flatMap(text -> text);
  }

  private Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong(1),
        new Output(
            Kind.valueOf(row.getString(2)),
            lake.resolved(row.getString(3)),
            row.getString(4),
            Json.map(row.getString(5)),
            row.getLong(6),
            row.getLong(7),
            List.of()));
  }

  /**
   * @param named whether also outputs of their run's own dataset say which it is
   */
  private static List<Output> withSources(Connection c, List<Row> rows, boolean named)
      throws SQLException {
    String ids = Json.write(rows.stream().map(Row::outputId).toList());
    Map<Long, String> datasets = named ? runDatasets(c, ids) : new HashMap<>();
    Map<Long, List<SourceRows>> sources = new HashMap<>();
    Sql.list(
        c,
        row -> {
          long id = row.getLong(1);
          boolean runsOwn = row.getBoolean(6);
          if (!runsOwn) {
            datasets.put(id, row.getString(5));
          }
          return sources
              .computeIfAbsent(id, key -> new ArrayList<>())
              .add(new SourceRows(row.getString(2), row.getLong(3), row.getLong(4)));
        },
        SOURCES,
        ids);
    List<Output> outputs = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Output o = row.output();
      outputs.add(
          new Output(
              o.kind(),
              o.path(),
              o.handle(),
              o.partition(),
              o.rows(),
              o.bytes(),
              sources.getOrDefault(row.outputId(), List.of()),
              datasets.getOrDefault(row.outputId(), "")));
    }
    return outputs;
  }

  private static Map<Long, String> runDatasets(Connection c, String ids) throws SQLException {
    Map<Long, String> datasets = new HashMap<>();
    Sql.list(c, row -> datasets.put(row.getLong(1), row.getString(2)), RUN_DATASETS, ids);
    return datasets;
  }
}
