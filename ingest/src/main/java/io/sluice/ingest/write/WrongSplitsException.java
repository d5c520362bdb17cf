package io.sluice.ingest.write;

import java.util.Set;
import java.util.TreeSet;

/**
 * Files were split by guesses that their reading has refuted. What was written of them is
 * discarded; they are to be read again from proven splits.
 */
public final class WrongSplitsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final TreeSet<Integer> files;

  WrongSplitsException(Set<Integer> files) {
    super("byte ranges of " + files.size() + " files do not begin at records");
    this.files = new TreeSet<>(files);
  }

  /** By file index; at least one. */
  public Set<Integer> files() {
    return files;
  }
}
