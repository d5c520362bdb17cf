package io.sluice.ledger;

import java.util.Collection;
import java.util.List;
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

  public Claim {
    fresh = List.copyOf(fresh);
    changed = List.copyOf(changed);
    done = List.copyOf(done);
    held = List.copyOf(held);
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
