package io.sluice.cli.launch;

import java.util.List;

/**
 * A job's main class and its arguments.
 *
 * @param master Spark's master
 */
public record JobRequest(String mainClass, List<String> arguments, String master) {
  public static final String INGEST = "io.sluice.jobs.IngestMain";
  public static final String PLAN = "io.sluice.jobs.PlanMain";

  /** All processors of this machine. */
  public static final String LOCAL_MASTER = "local[*]";

  public JobRequest {
    arguments = List.copyOf(arguments);
  }
}
