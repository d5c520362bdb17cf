package io.sluice.ledger.local;

import io.sluice.ledger.LedgerConflictException;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.sqlite.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What runs make visible and what they replace: the changes, in an open transaction. */
final class ManifestTable {
  /** The condition is the partial index's own, word for word: else SQLite does not use it. */
  static final String BY_PATH =
      "SELECT o.output_id, r.run_id, o.table_name, o.state FROM outputs o JOIN runs r USING"
          + " (run_no) WHERE o.path = ? AND o.state IN ('PENDING', 'LIVE')";

  static final String REMOVER =
      "SELECT r.run_id FROM removals m JOIN runs r USING (run_no) WHERE m.output_id = ?";
  static final String REMOVE =
      "UPDATE outputs SET state = 'REMOVED' WHERE output_id IN (SELECT output_id FROM removals"
          + " WHERE run_no = ?)";
  static final String PUBLISH =
      "UPDATE outputs SET state = 'LIVE', commit_no = ? WHERE run_no = ? AND state = 'PENDING'";

  private final LakeLocation lake;

  ManifestTable(LakeLocation lake) {
    this.lake = lake;
  }

  /** A path's present output. */
  private record Present(long outputId, String runId, String table, String state) {}

  void record(Connection c, RunTable.Row run, Manifest manifest) throws SQLException {
    Map<String, Long> removed = removed(c, run, manifest);
    Sql.update(
        c,
        "INSERT INTO manifests (run_no, table_text) VALUES (?, ?)",
        run.runNo(),
        manifest.table().orElse(null));
    insertOutputs(c, run, manifest);
    try (PreparedStatement insert =
        c.prepareStatement("INSERT INTO removals (run_no, position, output_id) VALUES (?, ?, ?)")) {
      int position = 0;
      for (long outputId : removed.values()) {
        Sql.bind(insert, run.runNo(), position++, outputId).executeUpdate();
      }
    }
  }

  /** The keys of the outputs that the run replaces, in the manifest's order. */
  private Map<String, Long> removed(Connection c, RunTable.Row run, Manifest manifest)
      throws SQLException {
    Map<String, Long> removed = new LinkedHashMap<>();
    try (PreparedStatement byPath = c.prepareStatement(BY_PATH);
        PreparedStatement remover = c.prepareStatement(REMOVER)) {
      for (String path : manifest.removed()) {
        long outputId =
            present(byPath, path)
                .filter(o -> o.state().equals("LIVE") && o.table().equals(run.run().table()))
                .orElseThrow(
                    () ->
                        LedgerConflictException.notLive(run.run().runId(), path, run.run().table()))
                .outputId();
        Sql.bind(remover, outputId);
        for (String other : Sql.list(remover, row -> row.getString(1))) {
          throw LedgerConflictException.replacedBy(run.run().runId(), path, other);
        }
        if (removed.put(path, outputId) != null) {
          throw new IllegalArgumentException("The manifest removes " + path + " twice");
        }
      }
    }
    return removed;
  }

  private Optional<Present> present(PreparedStatement byPath, String path) throws SQLException {
    Sql.bind(byPath, lake.stored(path));
    return Sql.list(
            byPath,
            row ->
                new Present(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)))
        .stream()
        .findFirst();
  }

  private void insertOutputs(Connection c, RunTable.Row run, Manifest manifest)
      throws SQLException {
    try (FileTable files = new FileTable(c, run.feedId());
        PreparedStatement byPath = c.prepareStatement(BY_PATH);
        PreparedStatement output =
            c.prepareStatement(
                "INSERT INTO outputs (run_no, position, table_name, kind, path, handle, partition,"
                    + " row_count, byte_count, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'PENDING')"
                    + " RETURNING output_id");
        PreparedStatement source =
            c.prepareStatement(
                "INSERT INTO output_sources (output_id, position, file_id, first_row, row_count)"
                    + " VALUES (?, ?, ?, ?, ?)")) {
      int position = 0;
      for (Output o : manifest.outputs()) {
        Optional<Present> other = present(byPath, o.path());
        if (other.isPresent()) {
          throw LedgerConflictException.pathOf(run.run().runId(), o.path(), other.get().runId());
        }
        Sql.bind(
            output,
            run.runNo(),
            position++,
            run.run().table(),
            o.kind().name(),
            lake.stored(o.path()),
            o.handle(),
            Json.write(o.partition()),
            o.rows(),
            o.bytes());
        long outputId = Sql.list(output, row -> row.getLong(1)).get(0);
        long feed =
            o.dataset().isEmpty()
                ? run.feedId()
                : FeedTable.findOrInsert(c, o.dataset(), run.run().table());
        int sourcePosition = 0;
        for (SourceRows rows : o.sources()) {
          Sql.bind(
                  source,
                  outputId,
                  sourcePosition++,
                  files.findOrInsert(feed, rows.uri()),
                  rows.firstRow(),
                  rows.rows())
              .executeUpdate();
        }
      }
    }
  }

  /** The run's outputs become live, what it removes ceases to be. */
  static void publish(Connection c, RunTable.Row run, long commitNo) throws SQLException {
    Sql.update(c, REMOVE, run.runNo());
    Sql.update(c, PUBLISH, commitNo, run.runNo());
  }

  /** The run will make nothing visible. */
  static void delete(Connection c, RunTable.Row run) throws SQLException {
    Sql.update(c, "DELETE FROM removals WHERE run_no = ?", run.runNo());
    Sql.update(
        c,
        "DELETE FROM output_sources WHERE output_id IN (SELECT output_id FROM outputs WHERE run_no"
            + " = ?)",
        run.runNo());
    Sql.update(c, "DELETE FROM outputs WHERE run_no = ?", run.runNo());
    Sql.update(c, "DELETE FROM manifests WHERE run_no = ?", run.runNo());
  }
}
