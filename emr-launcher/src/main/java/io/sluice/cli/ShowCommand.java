package io.sluice.cli;

import io.sluice.cli.lake.Lake;
import io.sluice.cli.lake.RunSummary;
import io.sluice.cli.show.RunPage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "A page to read, or the report as it is (default: ${DEFAULT-VALUE}).")
  private ResultFormat output = ResultFormat.TABLE;

  @Spec private CommandSpec spec;

  private final Sluice root;

  ShowCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Lake lake = Lake.open(root.lakeFolder())) {
      RunSummary summary = lake.summary(lake.resolveRun(run));
      if (output == ResultFormat.TABLE) {
        new RunPage(out, root.surroundings().terminal()).print(summary);
      } else {
        out.println(summary.run().report().orElseThrow(() -> noReport(summary)).strip());
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
