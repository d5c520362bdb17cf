package io.sluice.launch;

/** A place where jobs run. */
public interface LaunchTarget {
  /**
   * Runs the job to its end. What it writes to standard error (progress, failures) is passed on as
   * it comes.
   *
   * @throws LaunchException if it could not be started
   */
  JobResult run(JobRequest job);

  /**
   * How a job ended.
   *
   * @param output what it wrote to standard output: one JSON document, or nothing if it failed
   *     early
   */
  record JobResult(int exitCode, String output) {}
}
