package io.sluice.benchmarks.many;

import io.sluice.benchmarks.engine.QuietIngest;
import io.sluice.benchmarks.process.ResidentMemory;
import io.sluice.benchmarks.report.CaseResult;
import io.sluice.benchmarks.report.Figures;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of very many files, told by its stages: all but the writing is what a cluster's driver
 * does, whatever the number of its workers.
 */
public final class ManyFilesRun {
  private final int files;
  private final int threads;

  /**
   * @param threads that write
   */
  public ManyFilesRun(int files, int threads) {
    this.files = files;
    this.threads = threads;
  }

  /**
   * Ingests them.
   *
   * @param folder of its own
   */
  public CaseResult run(Path folder) throws IOException {
    Path spec = Files.createDirectories(folder).resolve("many.yml");
    Files.writeString(
        spec,
        """
        dataset: many
        source: {path: %s, format: csv}
        schema: [{name: id, type: bigint}, {name: name, type: string}]
        target: {database: benchmark, table: many}
        """
            .formatted(ManyFiles.PLACE));
    Stop stop = new Stop();
    long start = System.nanoTime();
    RunReport report;
    try (ThreadRunner runner = new ThreadRunner(threads, stop, new ManyFiles(files))) {
      LakeLocation lake = LakeLocation.of(folder.resolve("lake"));
      report = QuietIngest.run(SpecReader.read(spec), lake, runner, stop);
    }
    long nanos = System.nanoTime() - start;
    if (report.data().totals().written() != (long) files * ManyFiles.ROWS) {
      throw new IllegalStateException(report.data().totals() + " of " + files + " files");
    }
    return result(report, nanos);
  }

  private CaseResult result(RunReport report, long nanos) {
    Map<String, Figures> figures = new LinkedHashMap<>();
    figures.put("the whole run", figures(nanos / 1e9));
    report.stages().forEach((stage, seconds) -> figures.put(stage, figures(seconds)));
    return CaseResult.ofParts(BenchmarkCase.MANY_FILES, files, figures);
  }

  private Figures figures(double seconds) {
    long memory = ResidentMemory.peak(ProcessHandle.current());
    return new Figures(threads, List.of(Math.round(seconds * 1e9)), memory, 0);
  }
}
