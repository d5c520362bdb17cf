package io.sluice.benchmarks.lake;

import io.sluice.benchmarks.data.DataCache;
import io.sluice.benchmarks.process.EngineFailure;
import io.sluice.benchmarks.process.EngineRunner;
import io.sluice.benchmarks.process.Runners;
import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.report.CaseResult.Ratio;
import io.sluice.benchmarks.report.Figures;
import io.sluice.benchmarks.workload.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Times commands in a lake with a long history, in turn with the same in a fresh one. */
public final class LakeCommands {
  private static final Map<String, List<String>> COMMANDS =
      Map.of(
          "runs", List.of("runs"),
          "show", List.of("show", "last"),
          "sql", List.of("sql", "SELECT count(*) FROM benchmark.small"));

  private final Runners runners;
  private final Path work;
  private final Consumer<String> progress;

  public LakeCommands(Runners runners, Path work, Consumer<String> progress) {
    this.runners = runners;
    this.work = work;
    this.progress = progress;
  }

  /**
   * A result for each command: how many times as fast as in the fresh lake it is in the full one.
   *
   * @param runs in the history of the full lake
   * @param files that these took together
   * @param scale of both: bars are for 1
   * @param times that each command is timed
   */
  public List<CaseResult> compare(DataCache cache, int runs, long files, double scale, int times)
      throws IOException, SQLException {
    Map<String, Path> lakes = new LinkedHashMap<>();
    lakes.put("fresh-lake", lake(cache, 0, 0));
    lakes.put("full-lake", lake(cache, runs, files));
    List<CaseResult> results = new ArrayList<>();
    for (String name : COMMANDS.keySet().stream().sorted().toList()) {
      results.add(compare(name, lakes, files, scale, times));
    }
    return results;
  }

  private static Path lake(DataCache cache, int runs, long files) throws IOException, SQLException {
    Path kept =
        cache.kept(
            "lake-" + runs + "-runs-" + files + "-files",
            folder -> {
              new LakeMaker(folder).make(runs, files);
              return files;
            });
    return LakeMaker.lake(kept);
  }

  private CaseResult compare(
      String name, Map<String, Path> lakes, long files, double scale, int times)
      throws IOException {
    Map<String, EngineRunner> contestants = new LinkedHashMap<>();
    Map<String, List<Long>> nanos = new LinkedHashMap<>();
    for (Map.Entry<String, Path> lake : lakes.entrySet()) {
      Path folder = Files.createDirectories(work.resolve(name).resolve(lake.getKey()));
      contestants.put(lake.getKey(), runners.command(COMMANDS.get(name), lake.getValue(), folder));
      nanos.put(lake.getKey(), new ArrayList<>());
    }
    String title = "big-lake/" + name;
    // The first is not counted: it reads files that the second finds in memory.
    try {
      for (int run = -1; run < times; run++) {
        progress.accept(title + (run < 0 ? ", not counted" : ", run " + (run + 1)));
        for (Map.Entry<String, EngineRunner> contestant : contestants.entrySet()) {
          long taken = contestant.getValue().run(work).nanos();
          if (run >= 0) {
            nanos.get(contestant.getKey()).add(taken);
          }
        }
      }
    } catch (EngineFailure e) {
      return new CaseResult(
          title, Mode.COLD, files, 0, scale, Ratio.GAIN, Map.of(), Optional.of(e.getMessage()));
    }
    Map<String, Figures> figures = new LinkedHashMap<>();
    contestants.forEach(
        (lake, runner) -> figures.put(lake, new Figures(1, nanos.get(lake), runner.memory(), 0)));
    return new CaseResult(title, Mode.COLD, files, 0, scale, Ratio.GAIN, figures, Optional.empty());
  }
}
