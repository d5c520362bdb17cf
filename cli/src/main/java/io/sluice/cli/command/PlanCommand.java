package io.sluice.cli.command;

import io.sluice.cli.command.SpecFiles.SpecFile;
import io.sluice.cli.show.EstimatePage;
import io.sluice.cli.show.PlanPage;
import io.sluice.ingest.engine.Engine;
import io.sluice.ingest.engine.EngineChoice;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.plan.PlanJson;
import io.sluice.ingest.plan.PlanReporter;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.launch.JobRequest;
import io.sluice.launch.LaunchTarget.JobResult;
import io.sluice.spec.DatasetSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a plan. */
@Command(
    name = "plan",
    header = "Show what an ingest would do, and write nothing.",
    description = {
      "What would be read, how it was understood, how it is split, what would be written, and where"
          + " files, spec and the existing table differ.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice plan flights.yml",
      "  ./sluice plan flights.yml --output json",
      "  ./sluice plan flights.yml --estimate              time and cost on AWS",
      "  ./sluice plan flights.yml --master 'local[2]'     as Spark would do it on two processors"
    })
final class PlanCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SPEC", description = "A dataset spec (YAML or JSON).")
  private String specFile;

  @Option(
      names = "--estimate",
      description = "Also estimate size, time and cost on AWS, for each way to launch it.")
  private boolean estimate;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "The most workers for --estimate (default: ${DEFAULT-VALUE}).")
  private int workers = 100;

  @Mixin private PricesOption prices;

  @Mixin private ResultOutput output;

  @Mixin private EngineOption engine;

  private final Sluice root;

  PlanCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    SpecFile spec = SpecFiles.read(List.of(specFile), root).get(0);
    EngineChoice choice = engine.choice(spec.spec(), root.lake(), root.storages());
    PrintWriter out = output.out();
    String json;
    if (choice.engine() == Engine.THREADS) {
      json = byThreads(spec.spec(), choice);
    } else {
      JobResult result =
          new SparkJobs(root, output.err()).run(JobRequest.PLAN, List.of(spec), engine.master());
      if (result.exitCode() != ExitCodes.DONE) {
        out.print(result.output());
        out.flush();
        return result.exitCode();
      }
      json = result.output();
    }
    if (estimate) {
      withEstimates(json, out);
    } else if (output.isJson()) {
      out.println(json.strip());
    } else {
      new PlanPage(out, root.surroundings().terminal()).print(json);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private void withEstimates(String json, PrintWriter out) throws IOException {
    EstimatePage page = EstimatePage.of(json, workers, prices.list(root));
    if (output.isJson()) {
      out.println(page.addedTo(json));
    } else {
      new PlanPage(out, root.surroundings().terminal()).print(json);
      page.print(out, root.surroundings().terminal());
    }
  }

  private String byThreads(DatasetSpec spec, EngineChoice choice) throws IOException {
    Stop stop = new Stop();
    ProgressPrinter progress = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
    try (TaskRunner runner = ThreadRunner.ofMachine(stop, root.storages());
        Lake lake = Lake.look(root.lake())) {
      return PlanJson.of(
          new PlanReporter(spec, lake, runner, choice.describe(), stop, progress).report());
    }
  }
}
