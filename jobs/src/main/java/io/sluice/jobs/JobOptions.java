package io.sluice.jobs;

import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.store.StoredSpecs;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.LakeLocation;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The arguments that all jobs take. */
final class JobOptions {
  @Parameters(
      arity = "0..*",
      paramLabel = "SPEC",
      description = "Dataset specs, YAML or JSON: files or s3:// URIs.")
  private List<String> specs = List.of();

  @Option(
      names = "--spec",
      paramLabel = "SPEC",
      description = "The same, for hosts that pass named arguments only.")
  private List<String> named = List.of();

  @Spec private CommandSpec command;

  @Option(
      names = "--lake",
      paramLabel = "LAKE",
      defaultValue = "${env:SLUICE_LAKE:-lake}",
      description = "The lake: a folder or an s3:// URI (default: ${DEFAULT-VALUE}).")
  private String lake;

  @Option(
      names = "--progress",
      paramLabel = "bar|lines|none",
      defaultValue = "lines",
      converter = ProgressStyle.class,
      description = "How progress is shown on standard error (default: ${DEFAULT-VALUE}).")
  ProgressPrinter.Style progress;

  @Option(names = "--verbose", description = "Show stack traces.")
  boolean verbose;

  LakeLocation lake() {
    return new LakeLocation(lake);
  }

  /**
   * All specs, so that a mistake in the last is found before anything runs.
   *
   * @throws ParameterException if none is named
   */
  List<DatasetSpec> specs(Storages storages) {
    List<String> locations = new ArrayList<>(UnderGlue.now() ? UnderGlue.without(specs) : specs);
    locations.addAll(named);
    if (locations.isEmpty()) {
      throw new ParameterException(command.commandLine(), "a spec is missing: --spec s3://…");
    }
    return locations.stream().map(spec -> StoredSpecs.read(storages, spec)).toList();
  }
}
