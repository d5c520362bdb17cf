package io.sluice.launch.logs;

import java.time.Instant;

/**
 * A line of a log.
 *
 * @param at when it was written, or when its source says it came; lines of a source that tells no
 *     time have that of their object
 * @param source what wrote it: {@code glue driver}, {@code function sluice-Plan-1}
 * @param text without its line end
 */
public record LogLine(Instant at, String source, String text) {}
