package io.sluice.launch.size;

import java.util.List;

/**
 * What a job has to do.
 *
 * @param files how many it reads
 * @param bytes as stored
 * @param processorSeconds of one virtual processor
 * @param longestSeconds of the longest part that nobody can share
 * @param parts how many processors could be busy at a time
 */
public record Work(
    int files, long bytes, double processorSeconds, double longestSeconds, long parts) {
  /** A part of less is not worth a processor of its own. */
  private static final long SMALLEST_PART = 16L << 20;

  /** Listing, claiming, opening and publishing, whatever is in it. */
  private static final double SECONDS_A_FILE = 0.02;

  /** Of reading these files. */
  public static Work of(List<InputFile> files) {
    double all = 0;
    double longest = 0;
    long parts = 0;
    long bytes = 0;
    for (InputFile file : files) {
      double seconds = Rates.seconds(file) + SECONDS_A_FILE;
      all += seconds;
      bytes += file.bytes();
      long own = file.splittable() ? Math.max(1, file.bytes() / SMALLEST_PART) : 1;
      longest = Math.max(longest, seconds / own);
      parts += own;
    }
    return new Work(files.size(), bytes, all, longest, Math.max(1, parts));
  }

  /** How long so many processors take, in seconds. */
  public double seconds(int processors) {
    long busy = Math.min(processors, parts);
    return Math.max(processorSeconds / Math.max(1, busy), longestSeconds);
  }

  /**
   * How many processors do it in about {@code seconds}: no more than can be busy, and none that
   * would only wait for the longest part.
   */
  public int processors(double seconds) {
    double enough = Math.ceil(processorSeconds / Math.max(seconds, longestSeconds));
    return (int) Math.max(1, Math.min((long) enough, parts));
  }
}
