package io.sluice.launch;

import java.util.List;

/**
 * A job's main class and its arguments.
 *
 * @param module whose build the class is in
 * @param master Spark's master
 */
public record JobRequest(Module module, String mainClass, List<String> arguments, String master) {
  public static final String INGEST = "io.sluice.jobs.IngestMain";
  public static final String PLAN = "io.sluice.jobs.PlanMain";
  public static final String BENCHMARK = "io.sluice.benchmarks.Benchmark";

  /** The modules that have jobs. */
  public enum Module {
    JOBS("jobs"),
    BENCHMARKS("benchmarks");

    private final String folder;

    Module(String folder) {
      this.folder = folder;
    }

    /** In the installation. */
    String folder() {
      return folder;
    }
  }

  /** All processors of this machine. */
  public static final String LOCAL_MASTER = "local[*]";

  public JobRequest {
    arguments = List.copyOf(arguments);
  }

  /** A job of {@link Module#JOBS}. */
  public JobRequest(String mainClass, List<String> arguments, String master) {
    this(Module.JOBS, mainClass, arguments, master);
  }
}
