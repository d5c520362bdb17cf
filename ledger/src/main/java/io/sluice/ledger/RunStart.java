package io.sluice.ledger;

import java.time.Instant;

/**
 * A run that begins.
 *
 * @param runId letters, digits, {@code . _ -}, at most 200; no other run has had it
 * @param table {@code database.table}
 * @param location where the table's files lie, absolute: an orphan's unpublished files are found by
 *     it
 */
public record RunStart(
    String runId, String dataset, String table, String location, Instant startedAt) {}
