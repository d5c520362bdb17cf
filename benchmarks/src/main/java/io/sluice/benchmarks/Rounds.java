package io.sluice.benchmarks;

import io.sluice.benchmarks.check.Agreement;
import io.sluice.benchmarks.check.TableDigest;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.process.EngineFailure;
import io.sluice.benchmarks.process.Runners;
import io.sluice.benchmarks.report.EngineFigures;
import io.sluice.benchmarks.report.Mode;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets contestants do the same work: once to see that they make the same of it, then in turn, so
 * that a noisy minute of the machine falls on all of them.
 */
final class Rounds {
  private final String title;
  private final Mode mode;
  private final Duration warmUp;
  private final Path work;
  private final Consumer<String> progress;
  private final Map<String, Contestant> contestants = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * What came of it.
   *
   * @param rows that all made; 0 if they differ or none is left
   * @param figures of those that did not fail; of nobody if they differ
   */
  record Outcome(long rows, Map<String, EngineFigures> figures, Optional<String> failure) {}

  /**
   * Who takes part.
   *
   * @param label unique, fit for a folder's name
   */
  record Entry(String label, EngineKind engine, Workload workload) {}

  /**
   * @param title for lines of progress
   * @param warmUp how long a warm engine runs before its runs count. The JVM compiles by how often
   *     and how long code ran, so all engines get the same time rather than the same number of runs
   * @param work an empty folder
   * @param progress gets a line now and then
   */
  Rounds(String title, Mode mode, Duration warmUp, Path work, Consumer<String> progress) {
    this.title = title + " " + mode.key();
    this.mode = mode;
    this.warmUp = mode == Mode.WARM ? warmUp : Duration.ZERO;
    this.work = work;
    this.progress = progress;
  }

  /** Whatever a contestant does wrong is in the outcome; the others go on without it. */
  Outcome run(List<Entry> entries, Runners start, int runs) throws IOException, SQLException {
    try {
      for (Entry entry : entries) {
        enter(entry, start);
      }
      long rows = check();
      if (rows > 0) {
        warmUp();
        for (int run = 0; run < runs; run++) {
          round();
        }
      }
      Map<String, EngineFigures> figures = new LinkedHashMap<>();
      if (rows > 0) {
        contestants.forEach((label, contestant) -> figures.put(label, contestant.measured()));
      }
      return new Outcome(
          rows,
          figures,
          failures.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", failures)));
    } finally {
      contestants.values().forEach(Contestant::close);
    }
  }

  private void enter(Entry entry, Runners start) throws IOException {
    try {
      contestants.put(
          entry.label(),
          new Contestant(
              entry.engine(), entry.workload(), mode, start, work.resolve(entry.label())));
    } catch (EngineFailure e) {
      failures.add(e.getMessage());
    }
  }

  private void leave(String label, EngineFailure why) {
    failures.add(why.getMessage());
    contestants.remove(label).close();
  }

  /** Returns how many rows all of them made; 0 if they differ or none is left. */
  private long check() throws IOException, SQLException {
    Map<String, Map<String, String>> digests = new LinkedHashMap<>();
    for (Map.Entry<String, Contestant> one : List.copyOf(contestants.entrySet())) {
      progress.accept(title + ", to be checked: " + one.getKey());
      try {
        digests.put(one.getKey(), one.getValue().check());
      } catch (EngineFailure e) {
        leave(one.getKey(), e);
      }
    }
    if (digests.isEmpty()) {
      return 0;
    }
    String differences = Agreement.differences(digests);
    if (!differences.isEmpty()) {
      failures.add("not the same rows, so not timed: " + differences);
      return 0;
    }
    return Long.parseLong(digests.values().iterator().next().get(TableDigest.ROWS));
  }

  private void warmUp() throws IOException {
    if (warmUp.isZero()) {
      return;
    }
    for (Map.Entry<String, Contestant> one : List.copyOf(contestants.entrySet())) {
      try {
        int runs = one.getValue().warmUp(warmUp);
        progress.accept(title + ", warmed up: " + one.getKey() + ", runs not counted: " + runs);
      } catch (EngineFailure e) {
        leave(one.getKey(), e);
      }
    }
  }

  private void round() throws IOException {
    StringBuilder line = new StringBuilder(title).append(":");
    for (Map.Entry<String, Contestant> one : List.copyOf(contestants.entrySet())) {
      try {
        long nanos = one.getValue().time();
        one.getValue().count(nanos);
        line.append(String.format(Locale.ROOT, "  %s %.2f s", one.getKey(), nanos / 1e9));
      } catch (EngineFailure e) {
        leave(one.getKey(), e);
      }
    }
    progress.accept(line.toString());
  }
}
