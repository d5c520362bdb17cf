package io.sluice.launch;

import java.util.List;
import java.util.OptionalInt;

/**
 * How a submitted run is.
 *
 * @param exitCode the job's, where the service tells it; the outcome document tells it otherwise
 * @param reason why it is not well, in the service's words; empty if it is
 * @param usage what was used so far, as the service counts it
 * @param link a page for people; empty if there is none
 * @param logs where its logs lie: {@code s3://bucket/prefix/}, {@code cloudwatch:GROUP:STREAM}, or
 *     a file of this machine
 */
public record LaunchState(
    Phase phase, OptionalInt exitCode, String reason, Usage usage, String link, List<String> logs) {
  /** The phases of a run. */
  public enum Phase {
    /** Accepted, and waits for its turn or for machines. */
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    TIMED_OUT;

    /** Whether nothing more happens. */
    public boolean over() {
      return this != PENDING && this != RUNNING;
    }
  }

  public LaunchState {
    logs = List.copyOf(logs);
  }

  /** One of which nothing else is known. */
  public static LaunchState of(Phase phase, String reason) {
    return new LaunchState(phase, OptionalInt.empty(), reason, Usage.NONE, "", List.of());
  }

  /** The same in another phase. */
  public LaunchState as(Phase other, String why) {
    return new LaunchState(other, exitCode, why, usage, link, logs);
  }
}
