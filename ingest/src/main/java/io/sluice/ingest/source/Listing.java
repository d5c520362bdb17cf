package io.sluice.ingest.source;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.SourceSpec;
import io.sluice.spec.SourceSpec.OnUnreadable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files a source path leads to.
 *
 * @param files by URI; hidden ones (names that begin with {@code .} or {@code _}) are left out
 * @param notes what was left out, for the report
 * @param unreadable by URI: what lies there too and cannot be read
 */
public record Listing(List<FileVersion> files, List<String> notes, List<Unreadable> unreadable) {
  private static final int MOST_EXAMPLES = 3;

  public Listing {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
    unreadable = List.copyOf(unreadable);
  }

  /** All of which can be read. */
  public Listing(List<FileVersion> files, List<String> notes) {
    this(files, notes, List.of());
  }

  /**
   * An entry that cannot be read, or that is not to be.
   *
   * @param why for people
   */
  public record Unreadable(String uri, String why) {}

  /** With entries of which it turned out later that they cannot be read. */
  public Listing alsoUnreadable(List<Unreadable> more) {
    List<Unreadable> all = new ArrayList<>(unreadable);
    all.addAll(more);
    all.sort(Comparator.comparing(Unreadable::uri));
    return new Listing(files, notes, all);
  }

  /** That there are entries that cannot be read, for people; empty if there are none. */
  public Optional<String> unreadableWarning() {
    return unreadable.isEmpty()
        ? Optional.empty()
        : Optional.of(
            count()
                + " and "
                + (unreadable.size() == 1 ? "was" : "were")
                + " skipped; the next run tries again: "
                + examples());
  }

  /**
   * @throws IngestException if there are such entries, and the spec says that there must be none
   */
  public void requireReadable(SourceSpec source) {
    if (source.onUnreadable() == OnUnreadable.FAIL && !unreadable.isEmpty()) {
      throw new IngestException(
          ExitCode.FAILED,
          count()
              + ", and source.on_unreadable is 'fail'. Nothing was ingested. Repair them or move"
              + " them away: "
              + examples());
    }
  }

  private String count() {
    return unreadable.size() == 1
        ? "1 entry of the source cannot be read"
        : unreadable.size() + " entries of the source cannot be read";
  }

  private String examples() {
    String first =
        unreadable.stream()
            .limit(MOST_EXAMPLES)
            .map(entry -> entry.uri() + " (" + entry.why() + ")")
            .collect(Collectors.joining(", "));
    return unreadable.size() > MOST_EXAMPLES
        ? first + " and " + (unreadable.size() - MOST_EXAMPLES) + " more, which the report names"
        : first;
  }
}
