package io.sluice.benchmarks;

import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.process.Runners;
import io.sluice.benchmarks.report.EngineFigures;
import io.sluice.benchmarks.report.Mode;
import io.sluice.benchmarks.report.ScalingResult;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sluice alone with different numbers of threads, in turn, on all chosen cases. */
final class Scaling {
  private final Setting setting;
  private final List<Integer> threads;
  private final List<Mode> modes;

  /**
   * @param threads at least two numbers, the least of which the others are held against
   */
  Scaling(Setting setting, List<Integer> threads, List<Mode> modes) {
    this.setting = setting;
    this.threads = threads.stream().sorted().distinct().toList();
    this.modes = modes;
  }

  List<ScalingResult> run(Runners runners) throws IOException, SQLException {
    return setting.each(modes, (workload, mode, rounds) -> run(workload, mode, rounds, runners));
  }

  private ScalingResult run(Workload workload, Mode mode, Rounds rounds, Runners runners)
      throws IOException, SQLException {
    List<Rounds.Entry> entries =
        threads.stream()
            .map(
                number ->
                    new Rounds.Entry(
                        label(number), EngineKind.SLUICE, workload.withThreads(number)))
            .toList();
    Rounds.Outcome outcome = rounds.run(entries, runners, setting.runs());
    Map<Integer, EngineFigures> figures = new TreeMap<>();
    for (Integer number : threads) {
      EngineFigures measured = outcome.figures().get(label(number));
      if (measured != null) {
        figures.put(number, measured);
      }
    }
    return new ScalingResult(workload, mode, figures, outcome.failure());
  }

  private static String label(int threads) {
    return "threads-" + threads;
  }
}
