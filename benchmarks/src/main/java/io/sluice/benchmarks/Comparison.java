package io.sluice.benchmarks;

import io.sluice.benchmarks.check.Agreement;
import io.sluice.benchmarks.check.TableDigest;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.process.EngineFailure;
import io.sluice.benchmarks.process.Runners;
import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.report.EngineFigures;
import io.sluice.benchmarks.report.Mode;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets engines do the same workload: once to see that they make the same of it, then in turn, so
 * that a noisy minute of the machine falls on all of them.
 */
final class Comparison {
  private final Workload workload;
  private final Mode mode;
  private final Path work;
  private final Consumer<String> progress;
  private final List<Contestant> contestants = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * @param work an empty folder
   * @param progress gets a line now and then
   */
  Comparison(Workload workload, Mode mode, Path work, Consumer<String> progress) {
    this.workload = workload;
    this.mode = mode;
    this.work = work;
    this.progress = progress;
  }

  /** Whatever an engine does wrong is in the result; the others go on without it. */
  CaseResult run(List<EngineKind> engines, Runners start, int runs)
      throws IOException, SQLException {
    try {
      for (EngineKind engine : engines) {
        enter(engine, start);
      }
      String rows = check();
      for (int run = -mode.dropped(); !rows.isEmpty() && run < runs; run++) {
        round(run);
      }
      return result(rows);
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private void enter(EngineKind engine, Runners start) throws IOException {
    try {
      contestants.add(new Contestant(engine, workload, mode, start, work.resolve(engine.key())));
    } catch (EngineFailure e) {
      failures.add(e.getMessage());
    }
  }

  private void leave(Contestant contestant, EngineFailure why) {
    failures.add(why.getMessage());
    contestant.close();
    contestants.remove(contestant);
  }

  /** Returns how many rows all of them made; empty if they differ or none is left. */
  private String check() throws IOException, SQLException {
    Map<EngineKind, Map<String, String>> digests = new EnumMap<>(EngineKind.class);
    for (Contestant contestant : List.copyOf(contestants)) {
      progress.accept(title() + ", to be checked: " + contestant.engine().key());
      try {
        digests.put(contestant.engine(), contestant.check());
      } catch (EngineFailure e) {
        leave(contestant, e);
      }
    }
    if (digests.isEmpty()) {
      return "";
    }
    String differences = Agreement.differences(digests);
    if (!differences.isEmpty()) {
      failures.add("not the same rows, so not timed: " + differences);
      return "";
    }
    return digests.values().iterator().next().get(TableDigest.ROWS);
  }

  private void round(int run) throws IOException {
    StringBuilder line = new StringBuilder(title()).append(run < 0 ? ", not counted:" : ":");
    for (Contestant contestant : List.copyOf(contestants)) {
      try {
        long nanos = contestant.time();
        if (run >= 0) {
          contestant.count(nanos);
        }
        line.append(
            String.format(Locale.ROOT, "  %s %.2f s", contestant.engine().key(), nanos / 1e9));
      } catch (EngineFailure e) {
        leave(contestant, e);
      }
    }
    progress.accept(line.toString());
  }

  private CaseResult result(String rows) {
    Map<EngineKind, EngineFigures> figures = new EnumMap<>(EngineKind.class);
    if (!rows.isEmpty()) {
      contestants.forEach(one -> figures.put(one.engine(), one.measured()));
    }
    return new CaseResult(
        workload,
        mode,
        rows.isEmpty() ? 0 : Long.parseLong(rows),
        figures,
        failures.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", failures)));
  }

  private String title() {
    return workload.name() + " " + mode.key();
  }
}
