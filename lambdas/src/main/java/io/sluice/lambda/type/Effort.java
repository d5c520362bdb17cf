package io.sluice.lambda.type;

import java.util.List;
import java.util.Map;

/**
 * How much work files are for one vCPU, in bytes of plain CSV: what takes as long as a file of that
 * size. The factors are reckoned; docs/launch.md, section lambda, has the command that measures.
 */
public final class Effort {
  /** What compressed text grows to; nobody knows it before it is read. */
  private static final double COMPRESSED = 6;

  /** Formats that take longer than CSV, byte for byte. */
  private static final Map<String, Double> FORMATS = Map.of("jsonl", 1.5, "json", 2.0);

  /** A file's requests and inspection, however small it is. */
  private static final long EACH = 1L << 20;

  private Effort() {}

  /**
   * @param cores that a function has: only one of them reads a file that cannot be split; with less
   *     than one everything takes longer
   */
  static long of(List<FileType> files, double cores) {
    double one = Math.min(1, cores);
    double sum = 0;
    for (FileType file : files) {
      double bytes = file.size();
      if (!file.compression().isEmpty() && !file.compression().equals("none")) {
        bytes *= COMPRESSED;
      }
      bytes *= FORMATS.getOrDefault(file.type(), 1.0);
      sum += EACH / one + bytes / (file.splittable() ? cores : one);
    }
    return (long) Math.min(sum, Long.MAX_VALUE);
  }
}
