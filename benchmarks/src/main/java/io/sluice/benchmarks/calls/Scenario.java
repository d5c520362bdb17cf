package io.sluice.benchmarks.calls;

import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.report.Figures;
import io.sluice.benchmarks.workload.BenchmarkCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Something that is done once, timed, and its calls counted. */
record Scenario(String name, Runnable work) {
  /**
   * Goes through scenarios, each of which finds what those before it left.
   *
   * @param number of what the case is about
   */
  static CaseResult inTurn(
      BenchmarkCase of,
      long number,
      List<Scenario> scenarios,
      CallCount count,
      Consumer<String> progress) {
    Map<String, Figures> figures = new LinkedHashMap<>();
    for (Scenario scenario : scenarios) {
      progress.accept(of.key() + ": " + scenario.name);
      figures.put(scenario.name, scenario.measured(count));
    }
    return CaseResult.ofParts(of, number, figures);
  }

  private Figures measured(CallCount count) {
    long calls = count.calls();
    long start = System.nanoTime();
    work.run();
    long nanos = System.nanoTime() - start;
    return new Figures(1, List.of(nanos), -1, 0, count.calls() - calls);
  }
}
