package io.sluice.jobs;

import io.sluice.ingest.Ingest;
import io.sluice.ingest.IngestOrder;
import io.sluice.ingest.NamedIngest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.engine.EngineChoice;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.failure.StopOnSignal;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.report.OutputFile;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.store.Storages;
import io.sluice.spark.run.SparkHost;
import io.sluice.spark.run.SparkRunner;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The main job as a process of Spark's. Standard output gets one JSON document: the run report, or
 * an array of them for several specs; progress and failures go to standard error.
 */
@Command(name = "ingest", description = "Ingests files into tables.")
public final class IngestMain implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Mixin private OrderOptions order;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write what goes to standard output here.")
  private Path report;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      description =
          "Undo what is under way after so long, and end with exit code 1 (default: no limit).")
  private long timeLimit;

  IngestMain() {}

  public static void main(String[] args) {
    Mains.run(new IngestMain(), args);
  }

  @Override
  public Integer call() throws IOException {
    try {
      return run();
    } catch (RuntimeException e) {
      order.failed(options, e);
      throw e;
    }
  }

  @SuppressWarnings("try") // The limit is open as long as there is work; nobody asks it.
  private int run() throws IOException {
    if (timeLimit < 0) {
      throw new IngestException(ExitCode.USAGE, "--time-limit: " + timeLimit + " is not a time");
    }
    if (report != null) {
      OutputFile.problem(report)
          .ifPresent(
              problem -> {
                throw new IngestException(ExitCode.USAGE, "--report: " + problem);
              });
    }
    Storages storages = Storages.of(options.lake());
    List<DatasetSpec> specs = options.specs(storages);
    order.requireFor(specs);
    ExitCode worst = ExitCode.DONE;
    List<RunReport> reports = new ArrayList<>();
    try (StopOnSignal signal = new StopOnSignal();
        TimeLimit limit = new TimeLimit(timeLimit, signal.stop());
        SparkHost host =
            new SparkHost(
                "sluice ingest " + specs.get(0).dataset(), signal.stop(), signal::awaitOver);
        TaskRunner runner = new SparkRunner(host, SparkTransforms::compile, storages)) {
      for (DatasetSpec spec : specs) {
        if (signal.stop().requested()) {
          break;
        }
        // A lake for each run: closing it says that the run is over.
        try (Lake lake = Lake.open(options.lake())) {
          Outcome outcome = run(order.of(spec, storages), lake, runner, signal);
          reports.add(outcome.report());
          outcome.failure().ifPresent(failure -> Mains.tell(failure, options.verbose));
          order.write(outcome, lake);
          if (outcome.exitCode().compareTo(worst) > 0) {
            worst = outcome.exitCode();
          }
        }
      }
      print(reports, specs.size());
    }
    return worst.code();
  }

  private Outcome run(IngestOrder ordered, Lake lake, TaskRunner runner, StopOnSignal signal) {
    ProgressPrinter progress = new ProgressPrinter(System.err, options.progress);
    String engine = EngineChoice.onSpark(SparkHost.master(), ordered.spec()).describe();
    return ordered.runId().isPresent()
        ? new NamedIngest(ordered, lake, runner, engine, signal.stop(), progress).run()
        : new Ingest(ordered, lake, runner, engine, signal.stop(), progress).run();
  }

  private void print(List<RunReport> reports, int specs) throws IOException {
    List<String> texts = reports.stream().map(RunReports::toJson).toList();
    String json =
        specs == 1 && texts.size() == 1 ? texts.get(0) : "[" + String.join(",\n", texts) + "]";
    System.out.println(json);
    System.out.flush();
    if (report != null) {
      Files.writeString(report, json + "\n");
    }
  }
}
