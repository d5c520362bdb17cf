package io.sluice.lambda.outcome;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * @param outcome the object that the job wrote, if it came so far
 * @param attempt which attempt of the job this was, from 1
 * @param error what the state machine caught: {@code {"Error", "Cause"}}; null if nothing
 */
public record OutcomeRequest(
    String dataset,
    String batch,
    String runId,
    String execution,
    String outcome,
    int attempt,
    JsonNode error) {}
