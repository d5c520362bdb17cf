package io.sluice.lambda.batch;

/**
 * Which batch, as the state machine's input has it.
 *
 * @param batch its number in its dataset, such as {@code 000001}
 * @param execution the name of the execution that asks, for the log; may be left out
 */
public record BatchName(String dataset, String batch, String execution) {}
