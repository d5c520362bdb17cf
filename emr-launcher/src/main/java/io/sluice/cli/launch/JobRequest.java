package io.sluice.cli.launch;

import java.util.List;

/** A job's main class and its arguments. */
public record JobRequest(String mainClass, List<String> arguments) {
  public static final String INGEST = "io.sluice.jobs.IngestMain";
  public static final String PLAN = "io.sluice.jobs.PlanMain";

  public JobRequest {
    arguments = List.copyOf(arguments);
  }
}
