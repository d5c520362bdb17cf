package io.sluice.benchmarks.process;

import java.util.List;

/**
 * One run. An engine's process gets a line with an output folder for each on its standard input,
 * until that is closed; on standard output it says when it is {@link #READY}, and then tells each
 * timing in a {@link #line}.
 *
 * @param nanos as the user's clock sees it: of the work alone in a warm process, of the whole
 *     process in a cold one
 * @param figures what the engine computed where nothing is written; else empty
 */
public record Timing(long nanos, List<String> figures) {
  static final String READY = "ready";

  private static final String DONE = "done";
  private static final String SEPARATOR = "\t";

  public Timing {
    figures = List.copyOf(figures);
  }

  String line() {
    StringBuilder line = new StringBuilder(DONE).append(SEPARATOR).append(nanos);
    figures.forEach(figure -> line.append(SEPARATOR).append(figure));
    return line.toString();
  }

  /**
   * @throws IllegalArgumentException if the line does not say that a run is done
   */
  static Timing parse(String line) {
    List<String> parts = List.of(line.split(SEPARATOR, -1));
    if (parts.size() < 2 || !parts.get(0).equals(DONE)) {
      throw new IllegalArgumentException("not the end of a run: " + line);
    }
    return new Timing(Long.parseLong(parts.get(1)), parts.subList(2, parts.size()));
  }
}
