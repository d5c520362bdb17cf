package io.sluice.jobs;

import io.sluice.ingest.progress.ProgressPrinter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that all jobs take. */
final class JobOptions {
  @Parameters(arity = "1..*", paramLabel = "SPEC", description = "Dataset specs, YAML or JSON.")
  List<Path> specs;

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      defaultValue = "${env:SLUICE_LAKE:-lake}",
      description = "The lake's folder (default: ${DEFAULT-VALUE}).")
  String lake;

  @Option(
      names = "--progress",
      paramLabel = "bar|lines|none",
      defaultValue = "lines",
      converter = ProgressStyle.class,
      description = "How progress is shown on standard error (default: ${DEFAULT-VALUE}).")
  ProgressPrinter.Style progress;

  @Option(names = "--verbose", description = "Show stack traces.")
  boolean verbose;
}
