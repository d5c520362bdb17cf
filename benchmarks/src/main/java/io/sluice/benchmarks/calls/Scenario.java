package io.sluice.benchmarks.calls;

import io.sluice.benchmarks.report.Figures;
import java.util.List;
import java.util.Map;

/** Something that is done once, timed, and its calls counted. */
record Scenario(String name, Runnable work) {
  void measure(CallCount count, Map<String, Figures> into) {
    long calls = count.calls();
    long start = System.nanoTime();
    work.run();
    long nanos = System.nanoTime() - start;
    into.put(name, new Figures(1, List.of(nanos), -1, 0, count.calls() - calls));
  }
}
