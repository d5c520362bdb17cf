package io.sluice.benchmarks;

import io.sluice.benchmarks.check.Agreement;
import io.sluice.benchmarks.check.TableDigest;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.process.EngineFailure;
import io.sluice.benchmarks.process.EngineRunner;
import io.sluice.benchmarks.process.Runners;
import io.sluice.benchmarks.process.Timing;
import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.report.EngineFigures;
import io.sluice.benchmarks.report.Mode;
import io.sluice.benchmarks.workload.Output.Kind;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Lets engines do the same workload: once to see that they make the same of it, then in turn, so
 * that a noisy minute of the machine falls on all of them.
 */
final class Comparison {
  private final Workload workload;
  private final Mode mode;
  private final Path work;
  private final Consumer<String> progress;
  private final Map<EngineKind, EngineRunner> runners = new EnumMap<>(EngineKind.class);
  private final Map<EngineKind, Long> bytesOut = new EnumMap<>(EngineKind.class);

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

  /** Whatever an engine does wrong is in the result. */
  CaseResult run(List<EngineKind> engines, Runners start, int runs)
      throws IOException, SQLException {
    try {
      for (EngineKind engine : engines) {
        Path folder = work.resolve(engine.key());
        runners.put(
            engine,
            mode == Mode.WARM
                ? start.warm(engine, workload, folder)
                : start.cold(engine, workload, folder));
      }
      return compare(runs);
    } catch (EngineFailure e) {
      return failed(e.getMessage());
    } finally {
      runners.values().forEach(EngineRunner::close);
    }
  }

  private CaseResult compare(int runs) throws IOException, SQLException {
    Map<EngineKind, Map<String, String>> digests = new EnumMap<>(EngineKind.class);
    for (EngineKind engine : runners.keySet()) {
      digests.put(engine, checkedRun(engine));
    }
    String differences = Agreement.differences(digests);
    if (!differences.isEmpty()) {
      return failed("not the same rows: " + differences);
    }
    Map<EngineKind, List<Long>> nanos = new EnumMap<>(EngineKind.class);
    for (int run = -mode.dropped(); run < runs; run++) {
      StringBuilder line = new StringBuilder();
      for (EngineKind engine : runners.keySet()) {
        long taken = timed(engine);
        line.append(String.format(Locale.ROOT, "  %s %.2f s", engine.key(), taken / 1e9));
        if (run >= 0) {
          nanos.computeIfAbsent(engine, e -> new ArrayList<>()).add(taken);
        }
      }
      progress.accept(title() + (run < 0 ? " (not counted):" : ":") + line);
    }
    Map<EngineKind, EngineFigures> figures = new EnumMap<>(EngineKind.class);
    nanos.forEach(
        (engine, taken) ->
            figures.put(
                engine,
                new EngineFigures(
                    taken, runners.get(engine).peakMemory(), bytesOut.getOrDefault(engine, 0L))));
    long rows = Long.parseLong(digests.values().iterator().next().get(TableDigest.ROWS));
    return new CaseResult(workload, mode, rows, figures, Optional.empty());
  }

  private CaseResult failed(String why) {
    return new CaseResult(workload, mode, 0, Map.of(), Optional.of(why));
  }

  /** Does the workload once, and says what came out. */
  private Map<String, String> checkedRun(EngineKind engine) throws IOException, SQLException {
    Path out = out(engine);
    try {
      Timing timing = runners.get(engine).run(out);
      progress.accept(
          String.format(
              Locale.ROOT,
              "%s, to be checked:  %s %.2f s",
              title(),
              engine.key(),
              timing.nanos() / 1e9));
      if (workload.output().kind() == Kind.FIGURES) {
        return figures(timing);
      }
      Path table = engine.table(out);
      bytesOut.put(engine, parquetBytes(table));
      return TableDigest.of(table, workload);
    } finally {
      Folders.delete(out);
    }
  }

  private Map<String, String> figures(Timing timing) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put(TableDigest.ROWS, timing.figures().get(0));
    for (int i = 1; i < timing.figures().size(); i++) {
      figures.put(
          "figure of " + workload.input().columns().get(i - 1).name(), timing.figures().get(i));
    }
    return figures;
  }

  private long timed(EngineKind engine) throws IOException {
    Path out = out(engine);
    try {
      return runners.get(engine).run(out).nanos();
    } finally {
      Folders.delete(out);
    }
  }

  private Path out(EngineKind engine) {
    return work.resolve(engine.key()).resolve("out");
  }

  private String title() {
    return workload.name() + " " + mode.key();
  }

  private static long parquetBytes(Path table) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(table)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
