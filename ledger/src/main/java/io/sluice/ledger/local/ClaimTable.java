package io.sluice.ledger.local;

import io.sluice.ledger.Claim;
import io.sluice.ledger.FileHistoryEntry;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.local.Candidates.Claiming;
import io.sluice.ledger.local.Candidates.Decision;
import io.sluice.sqlite.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which run has which file version, in an open transaction. */
final class ClaimTable {
  static final String REPLACE =
      "UPDATE claims SET state = 'REPLACED', replaced_by = ?1 WHERE state = 'DONE' AND file_id IN"
          + " (SELECT file_id FROM claims WHERE run_no = ?1 AND state = 'CLAIMED')";
  static final String DONE =
      "UPDATE claims SET state = 'DONE' WHERE run_no = ? AND state = 'CLAIMED'";
  static final String RELEASE_ALL =
      "UPDATE claims SET state = 'RELEASED' WHERE run_no = ? AND state = 'CLAIMED'";
  static final String RELEASE_ONE =
      "UPDATE claims SET state = 'RELEASED' WHERE run_no = ? AND state = 'CLAIMED' AND file_id = ("
          + FileTable.FIND
          + ")";
  static final String HISTORY =
      "SELECT c.size, c.identity, e.table_name, r.run_id, c.state, b.run_id FROM feeds e CROSS JOIN"
          + " files f USING (feed_id) CROSS JOIN claims c USING (file_id) CROSS JOIN runs r USING"
          + " (run_no) LEFT JOIN runs b ON b.run_no = c.replaced_by WHERE e.dataset = ? AND f.uri ="
          + " ? ORDER BY c.claim_id";

  private static final String IN_TABLE =
      "SELECT f.uri, c.size, c.identity FROM files f CROSS JOIN claims c USING (file_id) WHERE"
          + " f.feed_id = ?1 AND c.state = 'DONE' AND ";
  static final String SAME_IDENTITY =
      IN_TABLE + "c.identity IN (SELECT value FROM json_each(?2)) ORDER BY f.file_id";
  static final String LIKE_IDENTITY = IN_TABLE + "c.identity LIKE ?2 ORDER BY f.file_id";

  private ClaimTable() {}

  /** Present versions in a feed's table with the content of one of the files. */
  static List<FileVersion> sameContent(Connection c, long feedId, Collection<FileVersion> files)
      throws SQLException {
    List<String> exact =
        files.stream().filter(file -> !file.isTimed()).map(FileVersion::identity).toList();
    List<FileVersion> found =
        new ArrayList<>(Sql.list(c, ClaimTable::version, SAME_IDENTITY, feedId, Json.write(exact)));
    for (FileVersion file : files) {
      if (file.isTimed()) {
        String content = file.content();
        String pattern = content.replaceFirst(":([^:]*)$", ":%:$1");
        found.addAll(Sql.list(c, ClaimTable::version, LIKE_IDENTITY, feedId, pattern));
      }
    }
    return found;
  }

  private static FileVersion version(ResultSet row) throws SQLException {
    return new FileVersion(row.getString(1), row.getLong(2), row.getString(3));
  }

  /** Takes what can be taken; see {@code Ledger.claim}. */
  static Claim take(
      Connection c, RunTable.Row run, List<FileVersion> candidates, Predicate<String> living)
      throws SQLException {
    List<Decision> decisions =
        new Candidates(run.runNo(), living).decide(c, Optional.of(run.feedId()), candidates);
    try (FileTable files = new FileTable(c, run.feedId());
        PreparedStatement release =
            c.prepareStatement("UPDATE claims SET state = 'RELEASED' WHERE claim_id = ?");
        PreparedStatement insert =
            c.prepareStatement(
                "INSERT INTO claims (file_id, run_no, size, identity, state) VALUES (?, ?, ?, ?,"
                    + " 'CLAIMED')")) {
      for (Decision decision : decisions) {
        if (decision.toRelease().isPresent()) {
          Sql.bind(release, decision.toRelease().get()).executeUpdate();
        }
        if (decision.claiming() == Claiming.NEEDED) {
          FileVersion file = decision.file();
          long fileId =
              decision.fileId().isPresent() ? decision.fileId().get() : files.insert(file.uri());
          Sql.bind(insert, fileId, run.runNo(), file.size(), file.identity()).executeUpdate();
        }
      }
    }
    return Claim.of(decisions);
  }

  /** The run's claims become what is in the table; earlier versions become history. */
  static void done(Connection c, RunTable.Row run) throws SQLException {
    Sql.update(c, REPLACE, run.runNo());
    Sql.update(c, DONE, run.runNo());
  }

  static void release(Connection c, RunTable.Row run) throws SQLException {
    Sql.update(c, RELEASE_ALL, run.runNo());
  }

  /** Gives back some of the run's files; those that it does not hold are passed over. */
  static void release(Connection c, RunTable.Row run, Collection<String> uris) throws SQLException {
    try (PreparedStatement release = c.prepareStatement(RELEASE_ONE)) {
      for (String uri : uris) {
        Sql.bind(release, run.runNo(), run.feedId(), uri).executeUpdate();
      }
    }
  }

  /** All versions of a file that runs ever took, oldest first. */
  static List<FileHistoryEntry> history(Connection c, String dataset, String uri)
      throws SQLException {
    return Sql.list(
        c,
        row ->
            new FileHistoryEntry(
                new FileVersion(uri, row.getLong(1), row.getString(2)),
                row.getString(3),
                row.getString(4),
                FileHistoryEntry.State.valueOf(row.getString(5)),
                Optional.ofNullable(row.getString(6))),
        HISTORY,
        dataset,
        uri);
  }
}
