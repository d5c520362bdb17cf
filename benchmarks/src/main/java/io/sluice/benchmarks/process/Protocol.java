package io.sluice.benchmarks.process;

import java.util.List;

/** The lines that a worker writes to standard output. */
final class Protocol {
  static final String READY = "ready";

  private static final String DONE = "done";
  private static final String SEPARATOR = "\t";

  private Protocol() {}

  static String done(Timing timing) {
    StringBuilder line = new StringBuilder(DONE).append(SEPARATOR).append(timing.nanos());
    timing.figures().forEach(figure -> line.append(SEPARATOR).append(figure));
    return line.toString();
  }

  /**
   * @throws IllegalArgumentException if the line does not say that a run is done
   */
  static Timing parseDone(String line) {
    List<String> parts = List.of(line.split(SEPARATOR, -1));
    if (parts.size() < 2 || !parts.get(0).equals(DONE)) {
      throw new IllegalArgumentException("not the end of a run: " + line);
    }
    return new Timing(Long.parseLong(parts.get(1)), parts.subList(2, parts.size()));
  }
}
