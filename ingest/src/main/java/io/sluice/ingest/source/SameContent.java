package io.sluice.ingest.source;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ledger.Claim;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.SourceSpec.DuplicateContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** New files that are other files of the source byte for byte: copies under a second name. */
public final class SameContent {
  private static final int MOST_NAMED = 3;

  /** A file and the one that it is a copy of. */
  private record Copy(FileVersion file, FileVersion of) {}

  private final List<Copy> copies = new ArrayList<>();

  /**
   * Looks among a run's fresh files, in the order of their URIs, for copies of each other and of
   * those that are in the table already. Files whose identity is not made from their content alone
   * have no copies.
   */
  public SameContent(Claim claim) {
    Map<String, FileVersion> known = new HashMap<>();
    claim.done().forEach(file -> known.putIfAbsent(file.identity(), file));
    claim.changed().forEach(file -> known.putIfAbsent(file.identity(), file));
    List<FileVersion> fresh = new ArrayList<>(claim.fresh());
    fresh.sort(Comparator.comparing(FileVersion::uri));
    for (FileVersion file : fresh) {
      FileVersion other = file.size() == 0 ? null : known.putIfAbsent(file.identity(), file);
      if (other != null) {
        copies.add(new Copy(file, other));
      }
    }
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
          .append(copy.of().uri());
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
