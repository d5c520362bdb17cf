package io.sluice.cli.command;

import io.sluice.cli.command.LaunchEstimates.Found;
import io.sluice.cli.command.SpecFiles.SpecFile;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.show.EstimatePage;
import io.sluice.cli.show.PlanPage;
import io.sluice.ingest.engine.Engine;
import io.sluice.ingest.engine.EngineChoice;
import io.sluice.ingest.store.Storages;
import io.sluice.launch.JobRequest;
import io.sluice.launch.LaunchTarget.JobResult;
import io.sluice.launch.cost.Estimate;
import io.sluice.launch.cost.PriceList;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.size.Work;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
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
      "  ./sluice plan flights.yml --estimate --env prod   with that environment's workers",
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
      paramLabel = "N|auto",
      converter = WorkerCount.Converter.class,
      description =
          "The most workers for --estimate. auto: as many and as large as the files need"
              + " (default: the environment's, where there is a sluice.yaml; else auto).")
  private WorkerCount workers;

  @Mixin private PricesOption prices;

  @Mixin private EnvironmentOption environment;

  @Mixin private ResultOutput output;

  @Mixin private EngineOption engine;

  private final Sluice root;

  PlanCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    SpecFile spec = SpecFiles.read(List.of(specFile), root).get(0);
    Optional<LaunchContext> launched = launched();
    LakeLocation lake = launched.map(LaunchContext::lake).orElseGet(root::lake);
    EngineChoice choice = engine.choice(spec.spec(), lake, Storages.of(lake));
    PrintWriter out = output.out();
    String json;
    if (choice.engine() == Engine.THREADS) {
      json = ThreadPlan.of(spec.spec(), lake, choice);
    } else {
      JobResult result =
          new SparkJobs(root, output.err())
              .run(JobRequest.PLAN, List.of(spec), lake, engine.master());
      if (result.exitCode() != ExitCodes.DONE) {
        out.print(result.output());
        out.flush();
        return result.exitCode();
      }
      json = result.output();
    }
    if (estimate) {
      withEstimates(json, launched, out);
    } else if (output.isJson()) {
      out.println(json.strip());
    } else {
      new PlanPage(out, root.surroundings().terminal()).print(json);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  /** Where it would be launched, if somebody says where. */
  private Optional<LaunchContext> launched() {
    if (!estimate && environment.isNamed()) {
      throw new UsageException(
          "--env, --profiles and --region say for which environment --estimate is: add it");
    }
    if (!estimate || !environment.isThere(root)) {
      return Optional.empty();
    }
    Profile profile = environment.find(root);
    if (workers == null) {
      return Optional.of(LaunchContext.of(root, profile, LaunchContext.Stack.ALWAYS));
    }
    // What exists does not matter where the files decide.
    return Optional.of(
        workers.isAuto()
            ? LaunchContext.of(root, profile, LaunchContext.Stack.FOR_THE_LAKE)
            : LaunchContext.of(
                root,
                profile.with(profile.ways().withWorkers(workers.number())),
                LaunchContext.Stack.ALWAYS));
  }

  private EstimatePage estimates(String json, Optional<LaunchContext> launched) {
    PriceList list = prices.list(root);
    Work work = EstimatePage.work(json);
    int most = workers == null ? 0 : workers.number();
    if (launched.isEmpty()) {
      return EstimatePage.of(
          Estimate.ofAll(work, most == 0 ? LaunchCommand.MOST_WORKERS : most, list), list);
    }
    LaunchEstimates estimates = new LaunchEstimates(launched.get(), list);
    Found found =
        workers != null && workers.isAuto()
            ? estimates.wanted(work, LaunchCommand.MOST_WORKERS)
            : estimates.given(work);
    Profile profile = launched.get().profile();
    return EstimatePage.of(found.of(), list)
        .in(profile.name(), LaunchContext.region(profile), found.unknown());
  }

  private void withEstimates(String json, Optional<LaunchContext> launched, PrintWriter out)
      throws IOException {
    EstimatePage page = estimates(json, launched);
    if (output.isJson()) {
      out.println(page.addedTo(json));
    } else {
      new PlanPage(out, root.surroundings().terminal()).print(json);
      page.print(out, root.surroundings().terminal());
    }
  }
}
