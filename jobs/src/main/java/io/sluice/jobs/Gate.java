package io.sluice.jobs;

import java.io.IOException;

/**
 * Where a job waits that was started before it was sure to be wanted. Whoever starts jobs in this
 * way sets {@code sluice.gate=stdin} and writes a byte to the job's standard input to let it in, or
 * closes it.
 */
final class Gate {
  private Gate() {}

  /** Waits; false if the job is not wanted. */
  static boolean letsIn() {
    if (!"stdin".equals(System.getProperty("sluice.gate"))) {
      return true;
    }
    try {
      return System.in.read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }
}
