package io.sluice.cli;

import io.sluice.cli.launch.JobRequest;
import io.sluice.cli.launch.LaunchTarget.JobResult;
import io.sluice.cli.show.PlanPage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Starts the job that only looks. */
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
      "  ./sluice plan flights.yml --master 'local[2]'     as two processors would do it"
    })
final class PlanCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SPEC", description = "A dataset spec (YAML or JSON).")
  private Path specFile;

  @Mixin private ResultOutput output;

  @Mixin private MasterOption master;

  private final Sluice root;

  PlanCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    JobArguments arguments = new JobArguments(root).specs(List.of(specFile));
    JobResult result =
        root.surroundings()
            .target()
            .run(arguments.request(JobRequest.PLAN, master.master()), arguments::check);
    PrintWriter out = output.out();
    if (output.isJson() || result.exitCode() != ExitCodes.DONE) {
      out.print(result.output());
    } else {
      new PlanPage(out, root.surroundings().terminal()).print(result.output());
    }
    out.flush();
    return result.exitCode();
  }
}
