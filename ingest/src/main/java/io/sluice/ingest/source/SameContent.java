package io.sluice.ingest.source;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ledger.Claim;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Ledger;
import io.sluice.spec.SourceSpec.DuplicateContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** New files that are other files of the source byte for byte: copies under a second name. */
public final class SameContent {
  private static final int MOST_NAMED = 3;

  /** A file, the one that it is a copy of, and whether that lies in the source no more. */
  private record Copy(FileVersion file, FileVersion of, boolean moved) {}

  private final List<Copy> copies = new ArrayList<>();

  private SameContent(Claim claim, List<FileVersion> inTable) {
    Map<String, FileVersion> known = new HashMap<>();
    Set<String> listed = new HashSet<>();
    for (List<FileVersion> there : List.of(claim.done(), claim.changed(), inTable)) {
      there.forEach(file -> known.putIfAbsent(file.content(), file));
    }
    claim.done().forEach(file -> listed.add(file.uri()));
    claim.taken().forEach(file -> listed.add(file.uri()));
    List<FileVersion> fresh = fresh(claim);
    fresh.sort(Comparator.comparing(FileVersion::uri));
    for (FileVersion file : fresh) {
      FileVersion other = known.putIfAbsent(file.content(), file);
      if (other != null) {
        copies.add(new Copy(file, other, !listed.contains(other.uri())));
      }
    }
  }

  private static List<FileVersion> fresh(Claim claim) {
    return new ArrayList<>(claim.fresh().stream().filter(file -> file.size() > 0).toList());
  }

  /**
   * Looks among a run's fresh files, in the order of their URIs, for copies of each other and of
   * files whose rows are in the table, whether these lie in the source still or have been moved.
   * Files whose identity says nothing of their content have no copies.
   */
  public static SameContent of(Claim claim, Ledger ledger, String dataset, String table) {
    List<FileVersion> fresh = fresh(claim);
    return new SameContent(
        claim, fresh.isEmpty() ? List.of() : ledger.sameContent(dataset, table, fresh));
  }

  public boolean isEmpty() {
    return copies.isEmpty();
  }

  /** The URIs of the copies. */
  public List<String> uris() {
    return copies.stream().map(copy -> copy.file().uri()).toList();
  }

  /** What is told of them. */
  public String text(DuplicateContent policy) {
    StringBuilder text = new StringBuilder();
    for (Copy copy : copies.subList(0, Math.min(MOST_NAMED, copies.size()))) {
      text.append(text.isEmpty() ? "" : "; ")
          .append(copy.file().uri())
          .append(" has the same content as ")
          .append(copy.of().uri())
          .append(copy.moved() ? ", which is no longer there and whose rows are in the table" : "");
    }
    if (copies.size() > MOST_NAMED) {
      text.append("; and ").append(copies.size() - MOST_NAMED).append(" more files like these");
    }
    return text.append(
            switch (policy) {
              case WARN ->
                  ": its rows are in the table twice. source.on_duplicate_content: skip leaves"
                      + " copies out";
              case SKIP -> ": left out";
              case FAIL ->
                  ". source.on_duplicate_content is 'fail': remove the copies, or set it to warn or"
                      + " skip";
            })
        .toString();
  }

  /**
   * Nothing, unless copies are refused.
   *
   * @throws IngestException if there are any, and they are
   */
  public void check(DuplicateContent policy) {
    if (!copies.isEmpty() && policy == DuplicateContent.FAIL) {
      throw new IngestException(ExitCode.REFUSED, text(policy));
    }
  }
}
