package io.sluice.lambda.small;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.aws.s3.UploadMemoryException;
import io.sluice.ingest.failure.Failures;
import io.sluice.parquet.partition.SpillLimitException;

/**
 * What came of a batch.
 *
 * @param reason for people; empty if it is done
 * @param seconds what it took
 */
public record SmallAnswer(Result result, String reason, double seconds) {
  private static final int LONGEST_REASON = 1_000;

  /** What the state machine decides by. */
  public enum Result {
    /** It came to its end, which the outcome document tells: there is nothing to try. */
    @JsonProperty("done")
    DONE,
    /** Not here: of time, memory or Spark it needs more. Nothing of it is left; Glue takes it. */
    @JsonProperty("too_big")
    TOO_BIG,
    /** It failed of something else. What it had begun is undone, or finished by the next run. */
    @JsonProperty("failed")
    FAILED
  }

  static SmallAnswer done() {
    return new SmallAnswer(Result.DONE, "", 0);
  }

  static SmallAnswer tooBig(String reason) {
    return new SmallAnswer(Result.TOO_BIG, cut(reason), 0);
  }

  static SmallAnswer late() {
    return new SmallAnswer(Result.FAILED, "it came too late, and was not started", 0);
  }

  /**
   * What a failure means.
   *
   * @param outOfTime whether the run was asked to stop
   */
  static SmallAnswer of(Throwable failure, boolean outOfTime) {
    if (outOfTime) {
      return tooBig("the function's time was running out");
    }
    for (Throwable cause = failure; cause != null; cause = Failures.next(cause)) {
      if (cause instanceof OutOfMemoryError
          || Failures.outOfMemory().getMessage().equals(cause.getMessage())) {
        return tooBig("the function's memory was too small");
      }
      if (cause instanceof SpillLimitException || cause instanceof UploadMemoryException) {
        return tooBig(cause.getMessage());
      }
    }
    return new SmallAnswer(Result.FAILED, cut(Failures.message(failure)), 0);
  }

  /** A state machine carries it. */
  private static String cut(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
  }

  SmallAnswer after(double took) {
    return new SmallAnswer(result, reason, took);
  }
}
