package io.sluice.jobs.inspect;

import io.sluice.formats.Inference;
import io.sluice.formats.Inference.Input;
import io.sluice.formats.read.FileLayout;
import io.sluice.jobs.ExitCode;
import io.sluice.jobs.JobException;
import io.sluice.jobs.schema.FieldProfiler;
import io.sluice.jobs.schema.InferredField;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.List;

/** Infers columns by reading files on the driver. */
final class FileInference implements FieldProfiler {
  private final Sources sources;
  private final SourceOptions options;

  FileInference(Sources sources, SourceOptions options) {
    this.sources = sources;
    this.options = options;
  }

  @Override
  public List<InferredField> profile(List<InspectedFile> files) {
    requireOneKind(files);
    List<Input> inputs =
        files.stream().map(file -> new Input(sources.open(file.version()), file.layout())).toList();
    try {
      Inference.Result found =
          new Inference(options, options.inferRows().orElse(Long.MAX_VALUE)).of(inputs);
      if (!found.problems().isEmpty()) {
        throw found.problems().get(0);
      }
      return found.columns().stream()
          .map(column -> new InferredField(column.name(), column.type()))
          .toList();
    } catch (IOException e) {
      throw new JobException(ExitCode.FAILED, e.getMessage(), e);
    }
  }

  private static void requireOneKind(List<InspectedFile> files) {
    List<InspectedFile> tables =
        files.stream().filter(file -> file.layout() instanceof FileLayout.Tabular).toList();
    if (tables.isEmpty() || tables.size() == files.size()) {
      return;
    }
    InspectedFile other =
        files.stream().filter(file -> !tables.contains(file)).findFirst().orElseThrow();
    throw new JobException(
        ExitCode.FAILED,
        "the files are of different formats: "
            + tables.get(0).version().uri()
            + " is "
            + tables.get(0).layout().format()
            + ", "
            + other.version().uri()
            + " is "
            + other.layout().format()
            + ". Make a dataset of each, or pin 'schema' and 'source.format' in the spec");
  }
}
