package io.sluice.aws.arrival;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How executions and runs are called: by dataset and batch, and by nothing else. So whoever starts
 * one twice starts the same.
 */
public final class ExecutionNames {
  /** Step Functions takes 80 characters; the rest is for the batch and a later execution of it. */
  private static final int LONGEST_DATASET = 60;

  private ExecutionNames() {}

  /**
   * The name of a batch's execution.
   *
   * @param execution which one of it, from 1; more than one is started only if the first died
   */
  public static String execution(String dataset, String batch, int execution) {
    return run(dataset, batch) + (execution == 1 ? "" : "-r" + execution);
  }

  /** The id of a batch's run. */
  public static String run(String dataset, String batch) {
    return shortened(dataset) + "-" + batch;
  }

  /** The batch whose run has an id; empty if the id is of no batch of the lake. */
  public static Optional<Batch> batch(Inbox inbox, String runId) {
    int dash = runId.lastIndexOf('-');
    if (dash < 0 || !runId.substring(dash + 1).matches("[0-9]{6,15}")) {
      return Optional.empty();
    }
    String batch = runId.substring(dash + 1);
    return inbox.datasets().stream()
        .filter(dataset -> run(dataset, batch).equals(runId))
        .flatMap(dataset -> inbox.batch(dataset, Long.parseLong(batch)).stream())
        .findFirst();
  }

  private static String shortened(String dataset) {
    return dataset.length() <= LONGEST_DATASET
        ? dataset
        : dataset.substring(0, LONGEST_DATASET - 13) + "-" + hash(dataset).substring(0, 12);
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
