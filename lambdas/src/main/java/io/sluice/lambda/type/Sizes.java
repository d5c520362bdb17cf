package io.sluice.lambda.type;

import io.sluice.lambda.host.Environment;

/**
 * Where one way ends and the next begins.
 *
 * @param smallBytes up to how many bytes of plain CSV for one vCPU a function processes; 0: none
 * @param smallCores vCPUs of that function, or its part of one
 * @param largeBytes from how many bytes in all EMR Serverless takes a batch; 0: never
 */
public record Sizes(long smallBytes, double smallCores, long largeBytes) {
  /** Of Lambda's memory there is a vCPU for each of these. */
  private static final double MEGABYTES_PER_CORE = 1769;

  /**
   * {@code SMALL_MAX_BYTES}, {@code SMALL_MEMORY_MB} and {@code LARGE_MIN_BYTES}; what is not set
   * has no way of its own.
   */
  public static Sizes of(Environment environment) {
    long memory = environment.number("SMALL_MEMORY_MB", 0);
    return new Sizes(
        environment.number("SMALL_MAX_BYTES", 0),
        memory == 0 ? 1 : memory / MEGABYTES_PER_CORE,
        environment.number("LARGE_MIN_BYTES", 0));
  }
}
