package io.sluice.launch.logs;

import java.time.Instant;

/**
 * What is looked for.
 *
 * @param runId the run's; sources of many runs give only what is of this one
 * @param from the beginning of the time that is looked at
 * @param to its end
 * @param most lines that are kept of each log, its last ones; the first cause is sought in all
 */
public record LogQuery(String runId, Instant from, Instant to, int most) {}
