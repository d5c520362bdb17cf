package io.sluice.formats.infer;

/**
 * A range that was profiled.
 *
 * @param end where in the file the record after the last one looked at begins, to verify guessed
 *     splits; {@link #NOWHERE} where none are guessed
 */
public record Profiled(RecordProfile profile, long end) {
  public static final long NOWHERE = -1;
}
