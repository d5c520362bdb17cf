package io.sluice.cli.command;

import io.sluice.cli.detect.Detection;
import io.sluice.cli.detect.DetectionJson;
import io.sluice.cli.detect.DetectionPage;
import io.sluice.cli.detect.SpecSuggestion;
import io.sluice.cli.error.UsageException;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SpecReader;
import io.sluice.spec.SpecWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what files are. */
@Command(
    name = "detect",
    header = "Find out what files are, and show the evidence.",
    description = {
      "Compression, encoding, format, dialect and column types are found from the content of each"
          + " file. Files of one layout are taken together. Nothing is written, except a spec with"
          + " --write-spec.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice detect flights.csv.gz",
      "  ./sluice detect landing/flights/ --write-spec flights.yml",
      "  ./sluice detect big.csv --sample 10000",
      "  ./sluice detect flights.csv --option 'null_tokens=[NA]' --option 'delimiter=\";\"'",
      "  ./sluice detect landing/ --output json | jq '.datasets[].columns'"
    })
final class DetectCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", description = "Files and folders.")
  private List<Path> paths;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Infer types from about N records of each file (default: from all).")
  private Long sample;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "What is known already, as in a spec's source.options; the value is YAML.")
  private Map<String, String> options = Map.of();

  @Option(
      names = "--write-spec",
      paramLabel = "FILE",
      description = "Write a spec that pins what was found.")
  private Path specFile;

  @Option(names = "--force", description = "Overwrite the spec if it exists.")
  private boolean force;

  @Mixin private ResultOutput output;

  private final Sluice root;

  DetectCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    if (sample != null && sample < 1) {
      throw new UsageException("--sample is " + sample + ": give a number of records");
    }
    Path target = specFile == null ? null : root.surroundings().file(specFile);
    if (target != null && Files.exists(target) && !force) {
      throw exists();
    }
    if (target != null) {
      IngestCommand.requireWritable("--write-spec", target);
    }
    List<Path> files = paths.stream().map(root.surroundings()::file).toList();
    SourceOptions known = sourceOptions();
    Detection detection = Detection.of(files, known, sample == null ? Long.MAX_VALUE : sample);
    PrintWriter out = output.out();
    if (output.isJson()) {
      out.println(DetectionJson.of(detection));
    } else {
      new DetectionPage(out, root.surroundings().terminal()).print(detection);
    }
    out.flush();
    if (target != null) {
      write(SpecWriter.toYaml(SpecSuggestion.of(detection, files, target, known)), target);
      output
          .err()
          .println(
              "Wrote " + specFile + ". Next: ./sluice plan" + root.lakeOption() + " " + specFile);
    }
    return ExitCodes.DONE;
  }

  /** Read as a spec would be, so that names, values and mistakes are the same as there. */
  private SourceOptions sourceOptions() {
    if (options.isEmpty()) {
      return SourceOptions.defaults();
    }
    String lines =
        options.entrySet().stream()
            .map(option -> "    " + option.getKey() + ": " + option.getValue() + "\n")
            .collect(Collectors.joining());
    return SpecReader.readYaml(
            "dataset: detect\nsource:\n  path: detect\n  options:\n" + lines + "target: {}\n",
            "--option")
        .source()
        .options();
  }

  private void write(String yaml, Path target) throws IOException {
    OpenOption[] how =
        force
            ? new OpenOption[] {
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE
            }
            : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    try {
      Files.writeString(target, yaml, how);
    } catch (FileAlreadyExistsException e) {
      throw exists();
    }
  }

  private UsageException exists() {
    return new UsageException(specFile + " exists already: --force overwrites it");
  }
}
