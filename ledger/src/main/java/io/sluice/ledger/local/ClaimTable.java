package io.sluice.ledger.local;

import io.sluice.ledger.Claim;
import io.sluice.ledger.Claim.HeldFile;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import io.sluice.sqlite.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which run has which file version, in an open transaction. */
final class ClaimTable {
  private static final String ROWS_IN_STATE =
      "SELECT claim_id, run_id, identity, state FROM claims WHERE dataset = ?1 AND table_name = ?2"
          + " AND uri = ?3 AND state = ";

  private ClaimTable() {}

  /** A file's present row in state CLAIMED or DONE. */
  private record Row(long claimId, String runId, String identity, String state) {}

  /**
   * What may be done with one candidate.
   *
   * @param toRelease the claim to take it from, if any
   * @param toInsert whether the run has yet to claim it
   */
  private record Decision(
      FileVersion file, Kind kind, Optional<Row> toRelease, boolean toInsert, String holder) {
    private enum Kind {
      FRESH,
      CHANGED,
      DONE,
      HELD
    }
  }

  /** Takes what can be taken; see {@code Ledger.claim}. */
  static Claim take(Connection c, RunRecord run, List<FileVersion> candidates, RunLocks locks)
      throws SQLException {
    List<Decision> decisions = decide(c, run, candidates, locks);
    try (PreparedStatement release =
            c.prepareStatement("UPDATE claims SET state = 'RELEASED' WHERE claim_id = ?");
        PreparedStatement insert =
            c.prepareStatement(
                "INSERT INTO claims (run_id, dataset, table_name, uri, size, identity, state)"
                    + " VALUES (?, ?, ?, ?, ?, ?, 'CLAIMED')")) {
      for (Decision decision : decisions) {
        if (decision.toRelease().isPresent()) {
          Sql.bind(release, decision.toRelease().get().claimId()).executeUpdate();
        }
        if (decision.toInsert()) {
          FileVersion file = decision.file();
          Sql.bind(
                  insert,
                  run.runId(),
                  run.dataset(),
                  run.table(),
                  file.uri(),
                  file.size(),
                  file.identity())
              .executeUpdate();
        }
      }
    }
    return claim(decisions);
  }

  /** What {@link #take} would answer; changes nothing. */
  static Claim preview(Connection c, RunRecord run, List<FileVersion> candidates, RunLocks locks)
      throws SQLException {
    return claim(decide(c, run, candidates, locks));
  }

  private static Claim claim(List<Decision> decisions) {
    List<FileVersion> fresh = new ArrayList<>();
    List<FileVersion> changed = new ArrayList<>();
    List<FileVersion> done = new ArrayList<>();
    List<HeldFile> held = new ArrayList<>();
    for (Decision decision : decisions) {
      switch (decision.kind()) {
        case FRESH -> fresh.add(decision.file());
        case CHANGED -> changed.add(decision.file());
        case DONE -> done.add(decision.file());
        case HELD -> held.add(new HeldFile(decision.file(), decision.holder()));
      }
    }
    return new Claim(fresh, changed, done, held);
  }

  private static List<Decision> decide(
      Connection c, RunRecord run, List<FileVersion> candidates, RunLocks locks)
      throws SQLException {
    List<Decision> decisions = new ArrayList<>();
    Map<String, Boolean> takeable = new HashMap<>();
    try (PreparedStatement rowsOf =
        c.prepareStatement(
            // Two queries, because each of the partial indexes serves one state only.
            ROWS_IN_STATE + "'CLAIMED' UNION ALL " + ROWS_IN_STATE + "'DONE'")) {
      for (FileVersion file : distinct(candidates)) {
        Row inTable = null;
        Row claimed = null;
        Sql.bind(rowsOf, run.dataset(), run.table(), file.uri());
        for (Row row :
            Sql.list(
                rowsOf,
                r -> new Row(r.getLong(1), r.getString(2), r.getString(3), r.getString(4)))) {
          if (row.state().equals("DONE")) {
            inTable = row;
          } else {
            claimed = row;
          }
        }
        if (inTable != null && inTable.identity().equals(file.identity())) {
          decisions.add(new Decision(file, Decision.Kind.DONE, Optional.empty(), false, ""));
          continue;
        }
        boolean ours =
            claimed != null
                && claimed.runId().equals(run.runId())
                && claimed.identity().equals(file.identity());
        boolean others = claimed != null && !ours;
        if (others && !mayTake(c, run, claimed.runId(), locks, takeable)) {
          decisions.add(
              new Decision(file, Decision.Kind.HELD, Optional.empty(), false, claimed.runId()));
          continue;
        }
        decisions.add(
            new Decision(
                file,
                inTable == null ? Decision.Kind.FRESH : Decision.Kind.CHANGED,
                others ? Optional.of(claimed) : Optional.empty(),
                !ours,
                ""));
      }
    }
    return decisions;
  }

  /**
   * Whether a claim may be taken from its holder: the run itself (which saw the file change since
   * it claimed it) or one that died with nothing recorded.
   */
  private static boolean mayTake(
      Connection c, RunRecord run, String holder, RunLocks locks, Map<String, Boolean> known)
      throws SQLException {
    if (holder.equals(run.runId())) {
      return true;
    }
    Boolean answer = known.get(holder);
    if (answer == null) {
      Optional<RunRecord> record = RunTable.find(c, holder);
      answer = record.isPresent() && record.get().state() == State.CLAIMED && !locks.living(holder);
      known.put(holder, answer);
    }
    return answer;
  }

  private static Collection<FileVersion> distinct(List<FileVersion> candidates) {
    Map<String, FileVersion> byUri = new LinkedHashMap<>(candidates.size() * 2);
    for (FileVersion file : candidates) {
      FileVersion other = byUri.putIfAbsent(file.uri(), file);
      if (other != null && !other.equals(file)) {
        throw new IllegalArgumentException(
            "The file "
                + file.uri()
                + " is among the candidates twice, as "
                + other.identity()
                + " and as "
                + file.identity());
      }
    }
    return byUri.values();
  }

  /** The run's claims become what is in the table; earlier versions become history. */
  static void done(Connection c, RunRecord run) throws SQLException {
    Sql.update(
        c,
        "UPDATE claims SET state = 'REPLACED', replaced_by = ? WHERE state = 'DONE' AND dataset = ?"
            + " AND table_name = ? AND uri IN (SELECT uri FROM claims WHERE run_id = ? AND state ="
            + " 'CLAIMED')",
        run.runId(),
        run.dataset(),
        run.table(),
        run.runId());
    Sql.update(
        c, "UPDATE claims SET state = 'DONE' WHERE run_id = ? AND state = 'CLAIMED'", run.runId());
  }

  static void release(Connection c, String runId) throws SQLException {
    Sql.update(
        c, "UPDATE claims SET state = 'RELEASED' WHERE run_id = ? AND state = 'CLAIMED'", runId);
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
        "SELECT size, identity, table_name, run_id, state, replaced_by FROM claims WHERE dataset = ?"
            + " AND uri = ? ORDER BY claim_id",
        dataset,
        uri);
  }
}
