package io.sluice.lambda.batch;

import java.util.List;

/**
 * Whether a batch is closed, and what is in it.
 *
 * @param ready false: ask again after {@code waitSeconds}; the rest is then empty
 * @param runId the run's id, the same for every attempt
 * @param spec the dataset's spec, as the job takes it
 * @param files the object that names all files that nothing speaks against so far
 * @param outcome where the job writes how it ended
 * @param count files in the batch, refused ones too
 */
public record CloseAnswer(
    boolean ready,
    long waitSeconds,
    String dataset,
    String batch,
    String runId,
    String spec,
    String files,
    String outcome,
    long count,
    long bytes,
    List<Group> groups) {

  static CloseAnswer notYet(BatchName batch, long waitSeconds) {
    return new CloseAnswer(
        false, waitSeconds, batch.dataset(), batch.batch(), "", "", "", "", 0, 0, List.of());
  }
}
