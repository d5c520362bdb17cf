package io.sluice.ingest.upkeep;

/**
 * Something that is wrong in a lake.
 *
 * @param table {@code database.table}; empty if it is about the lake
 * @param subject what it is about: a file, a partition, a run
 * @param text what is wrong, for people
 */
public record Fault(String table, String subject, String text) {}
