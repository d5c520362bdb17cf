package io.sluice.benchmarks;

import io.sluice.benchmarks.check.TableDigest;
import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.folder.Folders;
import io.sluice.benchmarks.process.EngineRunner;
import io.sluice.benchmarks.process.Runners;
import io.sluice.benchmarks.process.Timing;
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
import java.util.Map;

/** One engine on one workload, and what was measured of it. */
final class Contestant implements AutoCloseable {
  private final EngineKind engine;
  private final Workload workload;
  private final EngineRunner runner;
  private final Path out;
  private final List<Long> counted = new ArrayList<>();
  private Duration processorBefore = Duration.ZERO;
  private long bytesOut;

  /**
   * @param folder of its own
   */
  Contestant(EngineKind engine, Workload workload, Mode mode, Runners start, Path folder)
      throws IOException {
    this.engine = engine;
    this.workload = workload;
    this.out = folder.resolve("out");
    this.runner = start.start(engine, workload, mode, folder);
  }

  /** Does the workload once; returns what came out, in figures that can be compared. */
  Map<String, String> check() throws IOException, SQLException {
    try {
      Timing timing = runner.run(out);
      if (workload.output().kind().isFigures()) {
        return figures(timing.figures());
      }
      Path table = engine.table(workload, out);
      bytesOut = Folders.bytes(table, ".parquet");
      return TableDigest.of(table, workload);
    } finally {
      Folders.delete(out);
    }
  }

  private Map<String, String> figures(List<String> computed) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put(TableDigest.ROWS, computed.get(0));
    for (DataColumn column : workload.input().columns()) {
      figures.put("figure of " + column.name(), computed.get(figures.size()));
    }
    return figures;
  }

  /** Does the workload until its runs have taken that time together; returns how many. */
  int warmUp(Duration time) throws IOException {
    int runs = 0;
    for (long nanos = 0; nanos < time.toNanos(); runs++) {
      nanos += time();
    }
    return runs;
  }

  /** The processor time that is told begins here; of a warm engine, whose process stays. */
  void begin() {
    processorBefore = processor();
  }

  private Duration processor() {
    return runner.process().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Of a process for one run, since {@link #begin}, as a mean; in seconds. */
  double processorSeconds() {
    return processor().minus(processorBefore).toMillis() / 1e3 / Math.max(1, counted.size());
  }

  /** Does the workload once on the clock; returns nanoseconds. */
  long time() throws IOException {
    return runner.time(out);
  }

  /** Makes a time one of those that the median is taken of. */
  void count(long nanos) {
    counted.add(nanos);
  }

  Figures measured() {
    return new Figures(workload.threads(), counted, runner.memory(), bytesOut);
  }

  @Override
  public void close() {
    runner.close();
  }
}
