package io.sluice.ledger;

import java.util.List;

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
}
