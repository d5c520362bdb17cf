package io.sluice.lambda.small;

import java.time.Instant;

/**
 * A batch that is to be ingested; what the Glue job gets as arguments.
 *
 * @param batch empty, or left out, if whoever asks has none
 * @param runId the run's id, the same for every attempt, whoever makes it
 * @param spec where the dataset's spec lies
 * @param files where the JSON array of the only files to take lies; left out: all of the spec's
 * @param outcome where to write how it ended
 * @param execution the name of the execution that asks, for the log; may be left out
 * @param alone whether nobody takes over what is too big or fails: then the outcome says that, too
 * @param stop an object that asks the run to stop, once it is there; may be left out
 * @param beginBy the instant after which it is not to be begun any more, since nobody waits for it
 *     then; may be left out
 */
public record SmallRequest(
    String dataset,
    String batch,
    String runId,
    String spec,
    String files,
    String outcome,
    String execution,
    boolean alone,
    String stop,
    String beginBy) {
  public SmallRequest {
    files = files == null ? "" : files;
    stop = stop == null ? "" : stop;
    beginBy = beginBy == null ? "" : beginBy;
  }

  /** Whether nobody waits for it any more. */
  boolean isLate(Instant now) {
    return !beginBy.isEmpty() && now.isAfter(Instant.parse(beginBy));
  }
}
