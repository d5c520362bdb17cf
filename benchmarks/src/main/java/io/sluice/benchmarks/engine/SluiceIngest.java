package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.workload.Output.Kind;
import io.sluice.benchmarks.workload.Workload;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.jobs.SparkTransforms;
import io.sluice.spark.run.SparkHost;
import io.sluice.spark.run.SparkRunner;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The whole ingest, publishing and accounts included, into a lake of its own each time. */
final class SluiceIngest implements Engine {
  private final DatasetSpec spec;
  private final boolean generated;
  private final Stop stop;
  private final TaskRunner runner;
  private final Runnable end;

  private SluiceIngest(Workload workload, Path work, Stop stop, TaskRunner runner, Runnable end)
      throws IOException {
    this.spec = SpecReader.read(SluiceSpec.write(workload, work));
    this.generated = workload.output().kind() == Kind.PARQUET;
    this.stop = stop;
    this.runner = runner;
    this.end = end;
  }

  static SluiceIngest byThreads(Workload workload, Path work) throws IOException {
    Stop stop = new Stop();
    return new SluiceIngest(
        workload, work, stop, new ThreadRunner(workload.threads(), stop), () -> {});
  }

  static SluiceIngest bySpark(Workload workload, Path work) throws IOException {
    System.setProperty("spark.master", workload.master());
    Stop stop = new Stop();
    SparkHost host = new SparkHost(workload.name(), stop, () -> {});
    host.context();
    return new SluiceIngest(
        workload,
        work,
        stop,
        new SparkRunner(host, SparkTransforms::compile, LocalStorages.INSTANCE),
        host::close);
  }

  @Override
  public List<String> run(Path out) {
    LakeLocation lake = LakeLocation.of(SluiceSpec.lake(out));
    RunReport report = QuietIngest.run(spec, lake, runner, stop);
    long rejected = report.data().totals().rejected();
    if (rejected != 0 && generated) {
      throw new IllegalStateException(rejected + " records of the generated data were rejected");
    }
    return List.of();
  }

  @Override
  public void close() {
    runner.close();
    end.run();
  }
}
