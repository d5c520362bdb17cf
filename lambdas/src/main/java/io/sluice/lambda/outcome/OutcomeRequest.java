package io.sluice.lambda.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A batch whose run has ended, or was not begun.
 *
 * @param runId empty if the batch could not be closed
 * @param execution its ARN
 * @param outcome the object that the job writes, if it comes so far; empty likewise
 * @param plan what the plan function answered; null, or without a way, if it was not asked
 * @param error what the state machine caught last; null, or empty, if nothing
 * @param last whether nothing is tried any more: the batch is over then
 */
public record OutcomeRequest(
    String dataset,
    String batch,
    String runId,
    String execution,
    String outcome,
    Plan plan,
    Caught error,
    @JsonProperty("final") Boolean last) {
  public OutcomeRequest {
    execution = execution == null ? "" : execution;
    runId = runId == null ? "" : runId;
    outcome = outcome == null ? "" : outcome;
    last = last == null || last;
  }

  /** The part of a plan that matters here. */
  public record Plan(String way, String types) {}

  /** A failure as state machines have it. */
  public record Caught(@JsonProperty("Error") String error, @JsonProperty("Cause") String cause) {}

  /** Whether the plan was that there is nothing to ingest. */
  boolean allRefused() {
    return plan != null && "refuse".equals(plan.way());
  }

  /** What was caught, in one line; empty if nothing was. */
  String caught() {
    if (error == null || error.error() == null) {
      return "";
    }
    String cause = error.cause() == null ? "" : error.cause().lines().findFirst().orElse("");
    return error.error() + (cause.isEmpty() ? "" : ": " + cause);
  }
}
