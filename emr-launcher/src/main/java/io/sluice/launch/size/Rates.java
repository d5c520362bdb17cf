package io.sluice.launch.size;

import java.util.Map;

/**
 * How fast one virtual processor of the cloud works, from text to Parquet. A processor of the cloud
 * is half a core that others share, so these are a third of what a core of our own machines does in
 * a warm process (docs/launch.md names the figures), rounded down: an estimate should be too long
 * rather than too short.
 */
final class Rates {
  /** Text that one byte of a compressed file holds, reckoned; logs and tables are at 3 to 8. */
  static final int EXPANSION = 5;

  private static final double SLOWEST = 30e6;

  /** Bytes of text a second. */
  private static final Map<String, Double> BY_FORMAT =
      Map.of("csv", 60e6, "tsv", 60e6, "fixed_width", 50e6, "jsonl", 70e6, "json", SLOWEST);

  private Rates() {}

  /** How long one processor reads a file, in seconds. */
  static double seconds(InputFile file) {
    double text = (double) file.bytes() * (file.compressed() ? EXPANSION : 1);
    return text / BY_FORMAT.getOrDefault(file.format(), SLOWEST);
  }
}
