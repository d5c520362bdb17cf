package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.cli.lake.LakeView;
import io.sluice.cli.lake.RunSummary;
import io.sluice.cli.show.RunPage;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReports;
import java.io.PrintWriter;
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
      "What was read and how it was understood, what became of every record, what was written,"
          + " and how long each stage took.",
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
      if (output.isJson()) {
        out.println(RunReports.toJson(report.orElseThrow(() -> noReport(summary))).strip());
      } else {
        new RunPage(out, root.surroundings().terminal()).print(summary, report);
      }
    }
    out.flush();
    return ExitCodes.DONE;
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
