package io.sluice.launch;

import java.util.List;

/**
 * A job's main class and its arguments.
 *
 * @param module whose build the class is in
 * @param master Spark's master
 * @param archive what the job does with the archive of Spark's classes
 */
public record JobRequest(
    Module module, String mainClass, List<String> arguments, String master, Archive archive) {
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

  /** The archive of Spark's classes, which halves the time of a job's start. */
  public enum Archive {
    /** Used if it is there, else made when the job is over. */
    USE,
    /** The job does not use it, but measures jobs that do: made first if it is not there. */
    MAKE_FIRST,
    /** The job has nothing to do with it. */
    NONE
  }

  /** All processors of this machine. */
  public static final String LOCAL_MASTER = "local[*]";

  public JobRequest {
    arguments = List.copyOf(arguments);
  }

  /** A job of {@link Module#JOBS}. */
  public JobRequest(String mainClass, List<String> arguments, String master) {
    this(Module.JOBS, mainClass, arguments, master, Archive.USE);
  }
}
