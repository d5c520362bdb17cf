package io.sluice.launch.size;

/**
 * A file that a job is to read.
 *
 * @param format {@code csv}, {@code fixed_width}, {@code jsonl} or {@code json}; any other is
 *     reckoned as the slowest of these
 * @param bytes as stored
 * @param compressed whether they are
 * @param splittable whether several tasks may read it at a time
 */
public record InputFile(String format, long bytes, boolean compressed, boolean splittable) {
  public InputFile {
    if (bytes < 0) {
      throw new IllegalArgumentException("a file of " + bytes + " bytes");
    }
  }
}
