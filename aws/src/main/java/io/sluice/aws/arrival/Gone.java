package io.sluice.aws.arrival;

import java.time.Instant;

/**
 * An object that was told of, and was not there any more.
 *
 * @param dataset whose spec covers it; {@link Arrival#UNCOVERED} if none does
 * @param version as the event had it
 * @param seenAt when it was looked for, by the clock of whoever looked
 */
public record Gone(String dataset, String uri, String version, Instant seenAt) {}
