package io.sluice.aws.arrival;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Arrivals of one dataset that are ingested by one run.
 *
 * @param number from 1, in the order in which a dataset's batches were opened
 * @param openedAt by the clock of whoever opened it
 * @param started how many executions were started for it, as far as is written down
 * @param sealed present once the batch is {@link State#SEALED}
 * @param outcome how it ended; empty unless it is {@link State#OVER}
 */
public record Batch(
    String dataset,
    long number,
    State state,
    Instant openedAt,
    int started,
    Optional<Sealed> sealed,
    String outcome) {

  /** Through these a batch goes, in this order. */
  public enum State {
    /** Takes arrivals. */
    OPEN,
    /** Somebody is writing down what is in it. */
    CLOSING,
    /** What is in it is fixed for ever. */
    SEALED,
    /** Its run has ended. */
    OVER
  }

  /**
   * What is in a batch.
   *
   * @param list the object that names its arrivals
   * @param count of arrivals, refused ones too
   * @param bytes of those that are not refused
   */
  public record Sealed(String list, long count, long bytes) {}

  /** The number as names have it: {@code 000001}. Longer only after a million batches. */
  public String name() {
    return name(number);
  }

  static String name(long number) {
    return String.format(Locale.ROOT, "%06d", number);
  }

  /**
   * @throws IllegalArgumentException if it is no batch's name
   */
  public static long number(String name) {
    try {
      long number = Long.parseLong(name);
      if (number > 0 && name(number).equals(name)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "'" + name + "' is not a batch; batches are called 000001 and so on");
  }
}
