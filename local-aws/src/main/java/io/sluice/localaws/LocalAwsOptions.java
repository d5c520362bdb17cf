package io.sluice.localaws;

import java.time.Duration;
import java.util.List;

/**
 * How an emulator is started.
 *
 * @param port where it answers, on loopback; 0: any free port
 * @param life when it ends
 * @param permissions whether policies decide what a role may do
 * @param spark the class path of Spark for runs of Glue jobs; empty: such runs fail, and say so
 * @param minute what a minute of a job's time-out lasts, so that a test need not wait for one
 * @param jobs what the JVMs of jobs are told besides, as options of {@code java}
 */
public record LocalAwsOptions(
    int port,
    Life life,
    Permissions permissions,
    List<String> spark,
    Duration minute,
    List<String> jobs) {
  /** When it ends. */
  public enum Life {
    /** With the process that started it, or earlier. */
    OF_ITS_STARTER,
    /** When it is told to by a signal. */
    OF_ITS_OWN
  }

  /** What callers may do. */
  public enum Permissions {
    /** Everything. */
    ALL,
    /**
     * Functions and jobs: what their roles' policies allow; the key of {@link LocalAws#accessKey}:
     * everything. Calls of state machines and rules are not checked.
     */
    BY_POLICY
  }

  /** For tests of single services. */
  public static final LocalAwsOptions DEFAULT =
      new LocalAwsOptions(
          0, Life.OF_ITS_STARTER, Permissions.ALL, List.of(), Duration.ofMinutes(1), List.of());

  /** The same with another port. */
  public LocalAwsOptions at(int other) {
    return new LocalAwsOptions(other, life, permissions, spark, minute, jobs);
  }

  /** The same with another end. */
  public LocalAwsOptions living(Life other) {
    return new LocalAwsOptions(port, other, permissions, spark, minute, jobs);
  }

  /** The same with other permissions. */
  public LocalAwsOptions permitting(Permissions other) {
    return new LocalAwsOptions(port, life, other, spark, minute, jobs);
  }

  /** The same with Spark for Glue's jobs. */
  public LocalAwsOptions with(List<String> classPath) {
    return new LocalAwsOptions(port, life, permissions, List.copyOf(classPath), minute, jobs);
  }

  /** The same with shorter minutes. */
  public LocalAwsOptions withMinute(Duration other) {
    return new LocalAwsOptions(port, life, permissions, spark, other, jobs);
  }

  /** The same with options for the JVMs of jobs. */
  public LocalAwsOptions withJobs(String... options) {
    return new LocalAwsOptions(port, life, permissions, spark, minute, List.of(options));
  }
}
