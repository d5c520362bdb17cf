package io.sluice.cli;

import io.sluice.cli.launch.JobRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
      "  ./sluice ingest flights.yml --full-refresh      all files again, in place of the old rows",
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

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "How the result is printed (default: ${DEFAULT-VALUE}).")
  private ResultFormat output = ResultFormat.TABLE;

  @Option(
      names = "--master",
      paramLabel = "MASTER",
      description = "Spark's master (default: local[*], all processors).")
  private String master;

  @Option(
      names = "--full-refresh",
      description = "Ingest all files again; their rows take the place of the old ones.")
  private boolean fullRefresh;

  private final Sluice root;

  IngestCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    JobArguments arguments = new JobArguments(root).specs(specs).output(output);
    if (report != null) {
      arguments.option("--report", report.toString());
    }
    if (master != null) {
      arguments.option("--master", master);
    }
    if (fullRefresh) {
      arguments.flag("--full-refresh");
    }
    return root.surroundings().target().run(arguments.request(JobRequest.INGEST));
  }
}
