package io.sluice.launch;

import java.util.List;
import java.util.Optional;

/** What the jobs of an ingest are told: the names of it, wherever a run has kept them. */
public final class JobArguments {
  /** Where the spec lies. */
  public static final String SPEC = "--spec";

  /** Into which lake it goes. */
  public static final String LAKE = "--lake";

  /** The run's id in the ledger. */
  public static final String RUN_ID = "--run-id";

  /** Where the job writes how it ended. */
  public static final String OUTCOME = "--outcome";

  private JobArguments() {}

  /** What follows a name in a command line; empty if it is not there, or nothing follows. */
  public static Optional<String> find(String name, List<String> words) {
    int at = words.indexOf(name);
    return at < 0 || at + 1 == words.size() ? Optional.empty() : Optional.of(words.get(at + 1));
  }
}
