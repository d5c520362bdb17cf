package io.sluice.lambda.outcome;

/**
 * How a batch ended.
 *
 * @param outcome {@code committed}, {@code refused}, {@code failed} or {@code usage}
 * @param severity {@code info}, {@code warning} or {@code error}
 * @param subject ASCII, at most 100 characters
 * @param message for people
 * @param retry whether the job is to be tried again; nothing is to be told yet then
 * @param attempt the number that the next attempt has
 * @param waitSeconds how long to wait before it: random, growing
 */
public record OutcomeAnswer(
    String dataset,
    String batch,
    String runId,
    String outcome,
    String severity,
    String subject,
    String message,
    boolean retry,
    int attempt,
    long waitSeconds) {}
