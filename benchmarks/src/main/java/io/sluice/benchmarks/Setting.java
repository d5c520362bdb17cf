package io.sluice.benchmarks;

import io.sluice.benchmarks.data.DataCache;
import io.sluice.benchmarks.process.Runners;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.benchmarks.workload.Codec;
import io.sluice.benchmarks.workload.Mode;
import io.sluice.benchmarks.workload.Workload;
import io.sluice.parquet.WriterOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What every kind of measurement is given.
 *
 * @param runs that count
 * @param warmUp how long an engine that stays runs before they do. The JVM compiles by how often
 *     and how long code ran, so all engines get the same time rather than the same number of runs
 * @param threads of each engine; several: of Sluice in turn
 * @param testData the repository's folder of that name
 * @param work an empty folder
 * @param progress gets a line now and then
 */
record Setting(
    List<BenchmarkCase> cases,
    List<Mode> modes,
    double scale,
    int runs,
    Duration warmUp,
    List<Integer> threads,
    Codec codec,
    DataCache cache,
    Path testData,
    Runners runners,
    Path work,
    Consumer<String> progress) {

  /** The same with other ways to start engines. */
  Setting withRunners(Runners others) {
    return new Setting(
        cases, modes, scale, runs, warmUp, threads, codec, cache, testData, others, work, progress);
  }

  /** The case with its data, which is generated if it is not there. */
  Workload workload(BenchmarkCase chosen) throws IOException, SQLException {
    return chosen.workload(
        cache, testData, scale, codec, threads.get(0), WriterOptions.DEFAULT.zstdLevel());
  }
}
