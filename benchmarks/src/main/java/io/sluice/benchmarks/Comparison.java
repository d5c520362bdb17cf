package io.sluice.benchmarks;

import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.report.CaseResult.Ratio;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.benchmarks.workload.Mode;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The chosen cases in the chosen modes: engines side by side, or Sluice with several numbers of
 * threads.
 */
final class Comparison {
  private final Setting setting;
  private final Optional<List<EngineKind>> engines;

  /**
   * @param engines those that somebody named; empty: those that take part by themselves
   */
  Comparison(Setting setting, Optional<List<EngineKind>> engines) {
    this.setting = setting;
    this.engines = engines;
  }

  List<CaseResult> run() throws IOException, SQLException {
    List<CaseResult> results = new ArrayList<>();
    for (BenchmarkCase chosen : setting.cases()) {
      Workload workload = setting.workload(chosen);
      for (Mode mode : setting.modes()) {
        if (!chosen.runs(mode)) {
          setting.progress().accept(chosen.key() + " is for cold starts: not run " + mode.key());
          continue;
        }
        boolean scaling = setting.threads().size() > 1;
        List<Rounds.Entry> entries = scaling ? threads(workload) : engines(workload);
        if (entries.isEmpty()) {
          setting.progress().accept(chosen.key() + " " + mode.key() + ": no engine takes part");
          continue;
        }
        Rounds.Outcome outcome = new Rounds(setting, workload.name(), mode).run(entries);
        results.add(
            new CaseResult(
                workload.name(),
                mode,
                outcome.rows(),
                workload.input().textBytes(),
                workload.input().scale(),
                scaling ? Ratio.GAIN : Ratio.LEAD,
                outcome.figures(),
                outcome.failure()));
      }
    }
    return results;
  }

  private List<Rounds.Entry> engines(Workload workload) {
    return Arrays.stream(EngineKind.values())
        .filter(
            engine ->
                engines.map(named -> named.contains(engine)).orElse(engine.byDefault(workload)))
        .filter(engine -> engine.can(workload) && setting.runners().have(engine))
        .map(engine -> new Rounds.Entry(engine.key(), engine, workload))
        .toList();
  }

  private List<Rounds.Entry> threads(Workload workload) {
    return setting.threads().stream()
        .sorted()
        .distinct()
        .map(
            number ->
                new Rounds.Entry(
                    "threads-" + number,
                    EngineKind.sluiceFor(workload),
                    workload.withThreads(number)))
        .toList();
  }
}
