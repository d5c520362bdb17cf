package io.sluice.aws.arrival;

/**
 * How much is in a batch at the moment.
 *
 * @param count of arrivals, refused ones too
 * @param bytes of those that are not refused
 */
public record Tally(long count, long bytes) {}
