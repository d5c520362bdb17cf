package io.sluice.cli.redrive;

/**
 * Something that was sent again, or would be.
 *
 * @param kind {@code letter}, {@code batch} or {@code run}
 * @param name which one
 * @param how what was done with it, for people
 */
public record Sent(String kind, String name, String how) {}
