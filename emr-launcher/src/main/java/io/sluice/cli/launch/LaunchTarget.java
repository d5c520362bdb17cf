package io.sluice.cli.launch;

/** A place where jobs run. */
public interface LaunchTarget {
  /**
   * Runs the job to its end. What it writes to standard error (progress, failures) is passed on as
   * it comes.
   *
   * @param check runs while the job's process starts. The job does nothing before it has returned;
   *     what it throws is thrown on, and the job ends without having done anything
   * @throws LaunchException if it could not be started
   */
  JobResult run(JobRequest job, Runnable check);

  /** Runs a job of which there is nothing left to check. */
  default JobResult run(JobRequest job) {
    return run(job, () -> {});
  }

  /**
   * How a job ended.
   *
   * @param output what it wrote to standard output: one JSON document, or nothing if it failed
   *     early
   */
  record JobResult(int exitCode, String output) {}
}
