package io.sluice.benchmarks;

import io.sluice.benchmarks.check.Agreement;
import io.sluice.benchmarks.check.TableDigest;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.process.EngineFailure;
import io.sluice.benchmarks.report.Figures;
import io.sluice.benchmarks.workload.Mode;
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

/**
 * Lets contestants do the same work: once to see that they make the same of it, then in turn, so
 * that a noisy minute of the machine falls on all of them.
 */
final class Rounds {
  private final Setting setting;
  private final String title;
  private final Mode mode;
  private final Path work;
  private final Map<String, Contestant> contestants = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * What came of it.
   *
   * @param rows that all made; 0 if they differ or none is left
   * @param figures of those that did not fail; of nobody if they differ
   */
  record Outcome(long rows, Map<String, Figures> figures, Optional<String> failure) {}

  /**
   * Who takes part.
   *
   * @param label unique, fit for a folder's name
   */
  record Entry(String label, EngineKind engine, Workload workload) {}

  /** Of one case in one mode. */
  Rounds(Setting setting, String name, Mode mode) {
    this.setting = setting;
    this.title = name + " " + mode.key();
    this.mode = mode;
    this.work = setting.work().resolve(name).resolve(mode.key());
  }

  /** Whatever a contestant does wrong is in the outcome; the others go on without it. */
  Outcome run(List<Entry> entries) throws IOException, SQLException {
    try {
      for (Entry entry : entries) {
        enter(entry);
      }
      long rows = check();
      Map<String, Figures> figures = new LinkedHashMap<>();
      if (rows > 0) {
        if (mode == Mode.WARM) {
          warmUp();
          contestants.values().forEach(Contestant::begin);
        }
        Duration before = own();
        for (int run = 0; run < setting.runs(); run++) {
          round();
        }
        contestants.forEach((label, contestant) -> figures.put(label, contestant.measured()));
        if (mode == Mode.WARM) {
          tellProcessor(own().minus(before));
        }
      }
      return new Outcome(
          rows,
          figures,
          failures.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", failures)));
    } finally {
      contestants.values().forEach(Contestant::close);
    }
  }

  private static Duration own() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** What else works on the same processors is in the time by the clock, and not in this. */
  private void tellProcessor(Duration own) {
    StringBuilder line = new StringBuilder(title).append(", processor time of a run:");
    contestants.forEach(
        (label, contestant) ->
            line.append(
                String.format(Locale.ROOT, "  %s %.2f s", label, contestant.processorSeconds())));
    line.append(
        String.format(
            Locale.ROOT,
            "; of this process in a round, with the servers in it: %.2f s",
            own.toMillis() / 1e3 / setting.runs()));
    setting.progress().accept(line.toString());
  }

  private void enter(Entry entry) throws IOException {
    try {
      contestants.put(
          entry.label(),
          new Contestant(
              entry.engine(),
              entry.workload(),
              mode,
              setting.runners(),
              work.resolve(entry.label())));
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
      setting.progress().accept(title + ", to be checked: " + one.getKey());
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
    for (Map.Entry<String, Contestant> one : List.copyOf(contestants.entrySet())) {
      try {
        int runs = one.getValue().warmUp(setting.warmUp());
        setting
            .progress()
            .accept(title + ", warmed up: " + one.getKey() + ", runs not counted: " + runs);
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
    setting.progress().accept(line.toString());
  }
}
