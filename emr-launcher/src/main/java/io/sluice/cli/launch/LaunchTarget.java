package io.sluice.cli.launch;

/** A place where jobs run. */
public interface LaunchTarget {
  /**
   * Runs the job to its end, with its output passed on.
   *
   * @return the job's exit code
   * @throws LaunchException if it could not be started
   */
  int run(JobRequest job);
}
