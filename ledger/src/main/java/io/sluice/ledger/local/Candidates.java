package io.sluice.ledger.local;

import io.sluice.ledger.Claim;
import io.sluice.ledger.Claim.Kind;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.RunRecord.State;
import io.sluice.sqlite.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides what a run may do with each file that is offered to it; changes nothing. */
final class Candidates {
  /** A file's present rows in state CLAIMED and DONE, if it has them. */
  static final String FIND =
      "SELECT f.file_id, h.claim_id, h.identity, r.run_no, r.run_id, r.state, d.identity FROM files"
          + " f LEFT JOIN claims h ON h.file_id = f.file_id AND h.state = 'CLAIMED' LEFT JOIN runs r"
          + " ON r.run_no = h.run_no LEFT JOIN claims d ON d.file_id = f.file_id AND d.state ="
          + " 'DONE' WHERE f.feed_id = ? AND f.uri = ?";

  private final long runNo;
  private final Predicate<String> living;
  private final Map<String, Boolean> livingByRun = new HashMap<>();

  /**
   * @param runNo of the run that asks; of none, if it is only asked for
   * @param living whether the run of an id has a holder
   */
  Candidates(long runNo, Predicate<String> living) {
    this.runNo = runNo;
    this.living = living;
  }

  /**
   * @param fileId empty if the ledger does not know the file
   * @param toRelease the claim to take it from, if any
   * @param holder the run that holds it, if it is HELD
   */
  record Decision(
      FileVersion file,
      Kind kind,
      Optional<Long> fileId,
      Optional<Long> toRelease,
      Claiming claiming,
      String holder)
      implements Claim.Decision {}

  /** Whether the run has yet to claim the file. */
  enum Claiming {
    NEEDED,
    NOT_NEEDED
  }

  /** The claim on a file that some run has. */
  private record Held(long claimId, String identity, long runNo, String runId, State state) {}

  /** What the ledger contains about a file. */
  private record Known(long fileId, Optional<Held> held, Optional<String> done) {}

  /**
   * @param feedId empty if the dataset never had to do with the table
   * @throws IllegalArgumentException if a URI is given twice with different identities
   */
  List<Decision> decide(Connection c, Optional<Long> feedId, List<FileVersion> files)
      throws SQLException {
    List<Decision> decisions = new ArrayList<>(files.size());
    try (PreparedStatement find = c.prepareStatement(FIND)) {
      for (FileVersion file : FileVersion.distinct(files)) {
        Optional<Known> known = Optional.empty();
        if (feedId.isPresent()) {
          Sql.bind(find, feedId.get(), file.uri());
          known = Sql.list(find, Candidates::known).stream().findFirst();
        }
        decisions.add(decide(file, known));
      }
    }
    return decisions;
  }

  private Decision decide(FileVersion file, Optional<Known> known) {
    Optional<Long> fileId = known.map(Known::fileId);
    Optional<String> done = known.flatMap(Known::done);
    if (done.isPresent() && done.get().equals(file.identity())) {
      return notNeeded(file, Kind.DONE, fileId, "");
    }
    Kind kind = done.isPresent() ? Kind.CHANGED : Kind.FRESH;
    Optional<Held> held = known.flatMap(Known::held);
    if (held.isEmpty()) {
      return new Decision(file, kind, fileId, Optional.empty(), Claiming.NEEDED, "");
    }
    if (held.get().runNo() == runNo && held.get().identity().equals(file.identity())) {
      return notNeeded(file, kind, fileId, "");
    }
    return mayTake(held.get())
        ? new Decision(file, kind, fileId, Optional.of(held.get().claimId()), Claiming.NEEDED, "")
        : notNeeded(file, Kind.HELD, fileId, held.get().runId());
  }

  private static Decision notNeeded(
      FileVersion file, Kind kind, Optional<Long> fileId, String holder) {
    return new Decision(file, kind, fileId, Optional.empty(), Claiming.NOT_NEEDED, holder);
  }

  /**
   * Whether a claim may be taken from its holder: the run itself (which saw the file change since
   * it claimed it) or one that died with nothing recorded.
   */
  private boolean mayTake(Held held) {
    return held.runNo() == runNo
        || (held.state() == State.CLAIMED
            && !livingByRun.computeIfAbsent(held.runId(), living::test));
  }

  private static Known known(ResultSet row) throws SQLException {
    String heldIdentity = row.getString(3);
    return new Known(
        row.getLong(1),
        heldIdentity == null
            ? Optional.empty()
            : Optional.of(
                new Held(
                    row.getLong(2),
                    heldIdentity,
                    row.getLong(4),
                    row.getString(5),
                    State.valueOf(row.getString(6)))),
        Optional.ofNullable(row.getString(7)));
  }
}
