package io.sluice.benchmarks;

import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.process.Runners;
import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.report.Mode;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All chosen engines on all chosen cases. */
final class SideBySide {
  private final Setting setting;
  private final List<EngineKind> engines;
  private final List<Mode> modes;

  SideBySide(Setting setting, List<EngineKind> engines, List<Mode> modes) {
    this.setting = setting;
    this.engines = engines;
    this.modes = modes;
  }

  List<CaseResult> run(Runners runners) throws IOException, SQLException {
    List<CaseResult> results = new ArrayList<>();
    for (BenchmarkCase chosen : setting.cases()) {
      Workload workload = setting.workload(chosen);
      for (Mode mode : modes) {
        Path folder = setting.work().resolve(chosen.key()).resolve(mode.key());
        Comparison comparison = new Comparison(workload, mode, folder, setting.progress());
        results.add(comparison.run(engines, runners, setting.runs()));
      }
    }
    return results;
  }
}
