package io.sluice.jobs;

import java.util.List;

/**
 * What AWS Glue does to the arguments of a job: it adds some of its own, in any order, among them
 * bare {@code true} tokens. There they are passed over; elsewhere they are mistakes.
 */
final class UnderGlue {
  private UnderGlue() {}

  /** Whether this is a Glue job: Spark's settings say so. */
  static boolean now() {
    return System.getProperty("spark.glue.JOB_NAME") != null;
  }

  /** The positional arguments that are ours: Glue hands over named ones, and these name files. */
  static List<String> without(List<String> positional) {
    return positional.stream()
        .filter(argument -> argument.matches("(?i).+\\.(ya?ml|json)"))
        .toList();
  }
}
