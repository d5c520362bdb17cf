package io.sluice.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run may ingest.
 *
 * @param fresh files never ingested into the dataset
 * @param changed files of which another version is in the table; the new rows replace the old ones
 * @param done files whose present version is in the table already
 * @param held files that another living run has claimed
 */
public record Claim(
    List<FileVersion> fresh,
    List<FileVersion> changed,
    List<FileVersion> done,
    List<HeldFile> held) {
  /** A file and the run that holds it. */
  public record HeldFile(FileVersion file, String runId) {}

  /** What a run may do with a file that is offered to it. */
  public enum Kind {
    FRESH,
    CHANGED,
    DONE,
    HELD
  }

  /** What was decided about one file. */
  public interface Decision {
    FileVersion file();

    Kind kind();

    /** The run that holds the file, if it is {@link Kind#HELD}. */
    String holder();
  }

  public Claim {
    fresh = List.copyOf(fresh);
    changed = List.copyOf(changed);
    done = List.copyOf(done);
    held = List.copyOf(held);
  }

  /** The claim that consists of these decisions. */
  public static Claim of(List<? extends Decision> decisions) {
    Map<Kind, List<FileVersion>> byKind = new EnumMap<>(Kind.class);
    List<HeldFile> held = new ArrayList<>();
    for (Decision decision : decisions) {
      if (decision.kind() == Kind.HELD) {
        held.add(new HeldFile(decision.file(), decision.holder()));
      } else {
        byKind.computeIfAbsent(decision.kind(), kind -> new ArrayList<>()).add(decision.file());
      }
    }
    return new Claim(
        byKind.getOrDefault(Kind.FRESH, List.of()),
        byKind.getOrDefault(Kind.CHANGED, List.of()),
        byKind.getOrDefault(Kind.DONE, List.of()),
        held);
  }

  /** All files that the run holds. */
  public List<FileVersion> taken() {
    return Stream.concat(fresh.stream(), changed.stream()).toList();
  }

  /** Whether the run holds no file. */
  public boolean isEmpty() {
    return fresh.isEmpty() && changed.isEmpty();
  }

  /** The claim without files that were given back. */
  public Claim without(Collection<String> uris) {
    return new Claim(
        fresh.stream().filter(file -> !uris.contains(file.uri())).toList(),
        changed.stream().filter(file -> !uris.contains(file.uri())).toList(),
        done,
        held);
  }
}
