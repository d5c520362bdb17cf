package io.sluice.benchmarks;

import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.process.Runners;
import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.report.EngineFigures;
import io.sluice.benchmarks.report.Mode;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Engines side by side, on all chosen cases in all chosen modes. */
final class Comparison {
  private final Setting setting;
  private final List<EngineKind> engines;
  private final List<Mode> modes;

  Comparison(Setting setting, List<EngineKind> engines, List<Mode> modes) {
    this.setting = setting;
    this.engines = engines;
    this.modes = modes;
  }

  List<CaseResult> run(Runners runners) throws IOException, SQLException {
    return setting.each(modes, (workload, mode, rounds) -> run(workload, mode, rounds, runners));
  }

  private CaseResult run(Workload workload, Mode mode, Rounds rounds, Runners runners)
      throws IOException, SQLException {
    List<Rounds.Entry> entries =
        engines.stream()
            .distinct()
            .map(engine -> new Rounds.Entry(engine.key(), engine, workload))
            .toList();
    Rounds.Outcome outcome = rounds.run(entries, runners, setting.runs());
    Map<EngineKind, EngineFigures> figures = new EnumMap<>(EngineKind.class);
    for (Rounds.Entry entry : entries) {
      EngineFigures measured = outcome.figures().get(entry.label());
      if (measured != null) {
        figures.put(entry.engine(), measured);
      }
    }
    return new CaseResult(workload, mode, outcome.rows(), figures, outcome.failure());
  }
}
