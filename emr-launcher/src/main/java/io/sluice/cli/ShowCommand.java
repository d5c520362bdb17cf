package io.sluice.cli;

import io.sluice.cli.lake.Lake;
import io.sluice.cli.lake.RunSummary;
import io.sluice.cli.show.RunPage;
import java.io.PrintWriter;
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
    try (Lake lake = Lake.open(root.lakeFolder())) {
      RunSummary summary = lake.summary(lake.resolveRun(run));
      if (output.isJson()) {
        out.println(summary.run().report().orElseThrow(() -> noReport(summary)).strip());
      } else {
        new RunPage(out, root.surroundings().terminal()).print(summary);
      }
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private static UsageException noReport(RunSummary summary) {
    return new UsageException(
        "run " + summary.run().runId() + " has no report: it is " + summary.state());
  }
}
