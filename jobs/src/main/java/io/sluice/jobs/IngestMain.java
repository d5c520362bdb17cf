package io.sluice.jobs;

import io.sluice.jobs.console.ProgressPrinter;
import io.sluice.jobs.ingest.IngestJob;
import io.sluice.jobs.lake.Lake;
import io.sluice.jobs.prepare.Session;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
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
 * The main job as a process. Standard output gets one JSON document: the run report, or an array of
 * them for several specs; progress and failures go to standard error.
 */
@Command(name = "ingest", description = "Ingests files into tables.")
public final class IngestMain implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write what goes to standard output here.")
  private Path report;

  IngestMain() {}

  public static void main(String[] args) {
    Mains.run(new IngestMain(), args);
  }

  @Override
  public Integer call() throws IOException {
    // All specs are read before anything runs: a mistake in the last is found at once.
    List<DatasetSpec> specs = new ArrayList<>();
    for (Path file : options.specs) {
      specs.add(SpecReader.read(file));
    }
    ExitCode worst = ExitCode.DONE;
    List<RunReport> reports = new ArrayList<>();
    try (StopOnSignal stop = new StopOnSignal("sluice ingest " + specs.get(0).dataset())) {
      Session session = stop.session();
      for (DatasetSpec spec : specs) {
        if (session.askedToStop()) {
          break;
        }
        // A lake for each run: closing it says that the run is over.
        try (Lake lake = Lake.open(options.lake)) {
          ProgressPrinter progress = new ProgressPrinter(System.err, options.progress);
          IngestJob.Outcome outcome = new IngestJob(spec, lake, session, progress).run();
          reports.add(outcome.report());
          outcome.failure().ifPresent(failure -> Mains.tell(failure, options.verbose));
          if (outcome.exitCode().compareTo(worst) > 0) {
            worst = outcome.exitCode();
          }
        }
      }
      print(reports);
    }
    return worst.code();
  }

  private void print(List<RunReport> reports) throws IOException {
    List<String> texts = reports.stream().map(RunReports::toJson).toList();
    String json = texts.size() == 1 ? texts.get(0) : "[" + String.join(",\n", texts) + "]";
    System.out.println(json);
    System.out.flush();
    if (report != null) {
      Files.writeString(report, json + "\n");
    }
  }
}
