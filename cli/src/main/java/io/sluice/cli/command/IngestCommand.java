package io.sluice.cli.command;

import io.sluice.cli.command.Ingests.Ended;
import io.sluice.cli.command.SpecFiles.SpecFile;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.show.IngestSummary;
import io.sluice.ingest.report.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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
      "It runs on threads of this process, or on Spark in a process of its own where the spec needs"
          + " Spark SQL ('sluice plan' says which and why). SLUICE_HEAP sets the heap (default 1g),"
          + " SLUICE_JOB_JAVA_OPTS adds options.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice ingest flights.yml",
      "  ./sluice ingest flights.yml airports.yml --lake /data/lake",
      "  ./sluice ingest flights.yml --output json | jq .totals",
      "  ./sluice ingest flights.yml --master 'local[2]'     with Spark, on two processors",
      "",
      "Exit codes: 0 done, also if nothing was new; 1 failed; 2 wrong usage or spec;",
      "            3 the data broke the spec's limits and nothing was published."
    })
final class IngestCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "SPEC", description = "Dataset specs (YAML or JSON).")
  private List<String> specs;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write the run report (JSON) here.")
  private Path report;

  @Mixin private ResultOutput output;

  @Mixin private EngineOption engine;

  private final Sluice root;

  IngestCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    Path reportFile = report == null ? null : root.surroundings().file(report);
    if (reportFile != null) {
      // Afterwards the data would be in the table, and the run a failure all the same.
      requireWritable("--report", reportFile);
    }
    List<SpecFile> files = SpecFiles.read(specs, root);
    Ended ended = new Ingests(root, engine, output.err()).run(files);
    String json = ended.json(files.size());
    PrintWriter out = output.out();
    if (output.isJson()) {
      out.println(json);
    } else {
      new IngestSummary(out, root.surroundings().terminal(), root.lakeOption())
          .print(ended.reports());
    }
    out.flush();
    if (reportFile != null) {
      Files.writeString(reportFile, json + "\n");
    }
    return ended.exitCode();
  }

  /**
   * @throws UsageException if the file that an option names cannot be written
   */
  static void requireWritable(String option, Path file) {
    OutputFile.problem(file)
        .ifPresent(
            problem -> {
              throw new UsageException(option + ": " + problem);
            });
  }
}
