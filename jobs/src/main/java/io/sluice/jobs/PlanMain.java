package io.sluice.jobs;

import io.sluice.ingest.engine.EngineChoice;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.plan.PlanJson;
import io.sluice.ingest.plan.PlanReporter;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.store.Storages;
import io.sluice.spark.run.SparkHost;
import io.sluice.spark.run.SparkRunner;
import io.sluice.spec.DatasetSpec;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what an ingest would do, as one JSON document on standard output; writes nothing. */
@Command(name = "plan", description = "Shows what an ingest would do.")
public final class PlanMain implements Callable<Integer> {
  @Mixin private JobOptions options;

  PlanMain() {}

  public static void main(String[] args) {
    Mains.run(new PlanMain(), args);
  }

  @Override
  public Integer call() throws IOException {
    Stop stop = new Stop();
    Storages storages = Storages.of(options.lake());
    for (DatasetSpec spec : options.specs(storages)) {
      try (SparkHost host = new SparkHost("sluice plan " + spec.dataset(), stop, () -> {});
          TaskRunner runner = new SparkRunner(host, SparkTransforms::compile, storages);
          Lake lake = Lake.look(options.lake())) {
        ProgressPrinter progress = new ProgressPrinter(System.err, options.progress);
        String engine = EngineChoice.onSpark(SparkHost.master(), spec).describe();
        System.out.println(
            PlanJson.of(new PlanReporter(spec, lake, runner, engine, stop, progress).report()));
      }
    }
    return ExitCode.DONE.code();
  }
}
