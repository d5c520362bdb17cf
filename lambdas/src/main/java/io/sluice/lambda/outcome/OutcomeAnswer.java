package io.sluice.lambda.outcome;

/**
 * How a batch ended.
 *
 * @param outcome {@code committed}, {@code refused}, {@code failed} or {@code usage}
 * @param severity {@code info}, {@code warning} or {@code error}
 * @param subject ASCII, at most 100 characters
 * @param message for people
 * @param retry whether another attempt may help; always false once the batch is over
 */
public record OutcomeAnswer(
    String dataset,
    String batch,
    String runId,
    String outcome,
    String severity,
    String subject,
    String message,
    boolean retry) {}
