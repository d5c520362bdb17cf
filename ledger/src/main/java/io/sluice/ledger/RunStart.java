package io.sluice.ledger;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A run that begins.
 *
 * @param runId letters, digits, {@code . _ -}, at most 200; no other run has had it
 * @param table {@code database.table}
 * @param location where the table's files lie, absolute: an orphan's unpublished files are found by
 *     it
 */
public record RunStart(
    String runId, String dataset, String table, String location, Instant startedAt) {
  /** It is part of file names. */
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  /**
   * @throws IllegalArgumentException if the id cannot be part of file names
   */
  public RunStart {
    if (!RUN_ID.matcher(runId).matches()) {
      throw new IllegalArgumentException(
          "A run id names files, so it may contain only letters, digits, '.', '_' and '-': "
              + runId);
    }
  }
}
