package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.cli.lake.LakeView;
import io.sluice.cli.lake.RunSummary;
import io.sluice.cli.launch.LakeLaunchRecords;
import io.sluice.cli.launch.LaunchPage;
import io.sluice.cli.show.RunPage;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchRecord;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReports;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one run. */
@Command(
    name = "show",
    header = "Show one run's report.",
    description = {
      "What was read and how it was understood, what became of every record, what was written, how"
          + " long each stage took, and of a launched run what it used and cost.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice show last",
      "  ./sluice show 20260102-0304",
      "  ./sluice show last --output json | jq .totals"
    })
final class ShowCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      description = "The run's id, the beginning of it, or 'last' for the newest.")
  private String run;

  @Mixin private PricesOption prices;

  @Mixin private ResultOutput output;

  private final Sluice root;

  ShowCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    PrintWriter out = output.out();
    try (LakeView lake = LakeView.open(root.lake())) {
      RunSummary summary = lake.summary(lake.resolveRun(run));
      Optional<RunReport> report = lake.report(summary.run());
      Optional<LaunchRecord> launch = launch(lake, summary.run().runId());
      LaunchPage page = new LaunchPage(prices.list(root));
      if (output.isJson()) {
        String json = RunReports.toJson(report.orElseThrow(() -> noReport(summary))).strip();
        out.println(launch.map(of -> page.addedTo(json, of)).orElse(json));
      } else {
        new RunPage(out, root.surroundings().terminal())
            .print(summary, report, launch.map(page::lines).orElseGet(Map::of));
      }
    }
    out.flush();
    return ExitCodes.DONE;
  }

  /** A record that cannot be read hides no report. */
  private Optional<LaunchRecord> launch(LakeView lake, String runId) {
    try {
      return new LakeLaunchRecords(lake.location(), lake.lake().storages()).ofRun(runId);
    } catch (LaunchException e) {
      output.err().println("note: " + e.getMessage());
      output.err().flush();
      return Optional.empty();
    }
  }

  private static UsageException noReport(RunSummary summary) {
    return new UsageException(
        "run "
            + summary.run().runId()
            + " has no report: it is "
            + summary.state()
            + (summary.state().equals("running")
                ? "; it has one when it has ended"
                : "; 'sluice recover' finishes or undoes what it left"));
  }
}
