package io.sluice.benchmarks.process;

import java.util.List;

/**
 * One run.
 *
 * @param nanos as the user's clock sees it: of the work alone in a warm process, of the whole
 *     process in a cold one
 * @param figures what the engine computed where nothing is written; else empty
 */
public record Timing(long nanos, List<String> figures) {
  public Timing {
    figures = List.copyOf(figures);
  }
}
