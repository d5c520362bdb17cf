package io.sluice.benchmarks;

import io.sluice.benchmarks.data.DataCache;
import io.sluice.benchmarks.report.Mode;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.benchmarks.workload.Codec;
import io.sluice.benchmarks.workload.Workload;
import io.sluice.parquet.WriterOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What every kind of measurement is given.
 *
 * @param runs that count
 * @param warmUp how long an engine that stays runs before they do
 * @param threads of each engine
 * @param work an empty folder
 * @param progress gets a line now and then
 */
record Setting(
    List<BenchmarkCase> cases,
    double scale,
    int runs,
    Duration warmUp,
    int threads,
    Codec codec,
    DataCache cache,
    Path work,
    Consumer<String> progress) {

  /** What is done once for each case in each mode. */
  interface Contest<R> {
    R of(Workload workload, Mode mode, Rounds rounds) throws IOException, SQLException;
  }

  /** The results for all cases in all modes, a case after the other. */
  <R> List<R> each(List<Mode> modes, Contest<R> contest) throws IOException, SQLException {
    List<R> results = new ArrayList<>();
    for (BenchmarkCase chosen : cases) {
      Workload workload = workload(chosen);
      for (Mode mode : modes) {
        Path folder = work.resolve(workload.name()).resolve(mode.key());
        Rounds rounds = new Rounds(workload.name(), mode, warmUp, folder, progress);
        results.add(contest.of(workload, mode, rounds));
      }
    }
    return results;
  }

  /** The case with its data, which is generated if it is not there. */
  Workload workload(BenchmarkCase chosen) throws IOException {
    return chosen.workload(
        cache.input(chosen.dataset(), scale), codec, threads, WriterOptions.DEFAULT.zstdLevel());
  }
}
