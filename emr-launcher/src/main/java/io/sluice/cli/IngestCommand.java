package io.sluice.cli;

import io.sluice.cli.launch.JobRequest;
import io.sluice.cli.launch.LaunchTarget.JobResult;
import io.sluice.cli.show.IngestSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts the main job. */
@Command(
    name = "ingest",
    header = "Ingest files into a table, as a spec says.",
    description = {
      "Reads the new and changed files of each dataset, checks every record, writes partitioned"
          + " Parquet and accounts for every row. Files already in the table are left alone.",
      "",
      "The job runs in a JVM of its own: SLUICE_HEAP sets its heap (default 1g),"
          + " SLUICE_JOB_JAVA_OPTS adds options.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice ingest flights.yml",
      "  ./sluice ingest flights.yml airports.yml --lake /data/lake",
      "  ./sluice ingest flights.yml --output json | jq .totals",
      "  ./sluice ingest flights.yml --master 'local[2]'     on two processors",
      "",
      "Exit codes: 0 done, also if nothing was new; 1 failed; 2 wrong usage or spec;",
      "            3 the data broke the spec's limits and nothing was published."
    })
final class IngestCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "SPEC", description = "Dataset specs (YAML or JSON).")
  private List<Path> specs;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write the run report (JSON) here.")
  private Path report;

  @Mixin private ResultOutput output;

  @Mixin private MasterOption master;

  private final Sluice root;

  IngestCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    JobArguments arguments = new JobArguments(root).specs(specs);
    if (report != null) {
      arguments.option("--report", report.toString());
    }
    JobResult result =
        root.surroundings()
            .target()
            .run(arguments.request(JobRequest.INGEST, master.master()), arguments::check);
    PrintWriter out = output.out();
    if (output.isJson()) {
      out.print(result.output());
    } else {
      new IngestSummary(out, root.surroundings().terminal()).print(result.output());
    }
    out.flush();
    return result.exitCode();
  }
}
