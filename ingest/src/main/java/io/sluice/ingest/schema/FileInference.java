package io.sluice.ingest.schema;

import io.sluice.formats.Inference;
import io.sluice.formats.Inference.Input;
import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.read.FileLayout;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.inspect.Sources;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Infers columns by reading files where the run is planned. */
public final class FileInference implements FieldProfiler {
  private final Sources sources;
  private final SourceOptions options;

  public FileInference(Sources sources, SourceOptions options) {
    this.sources = sources;
    this.options = options;
  }

  @Override
  public Profile profile(List<InspectedFile> files, Set<String> settled, long most) {
    requireOneKind(files);
    long wanted = Math.min(most, options.bounds().inferRows().orElse(Long.MAX_VALUE));
    List<Input> inputs =
        files.stream().map(file -> new Input(sources.open(file.version()), file.layout())).toList();
    try {
      Inference.Result found =
          new Inference(options, wanted).of(inputs, name -> !isSettled(name, settled));
      if (!found.problems().isEmpty()) {
        throw found.problems().get(0);
      }
      List<InferredColumn> fields =
          options.bounds().inferRows().isEmpty()
              ? found.columns()
              : found.columns().stream().map(FileInference::assumedValued).toList();
      return new Profile(fields, found.records());
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private static boolean isSettled(String name, Set<String> settled) {
    return settled.contains(FilesByHeader.lower(name));
  }

  /** What was not seen in a sample may stand after it. */
  private static InferredColumn assumedValued(InferredColumn column) {
    return new InferredColumn(
        column.name(),
        column.type(),
        column.nullable(),
        column.seen(),
        true,
        column.evidence(),
        column.members());
  }

  private static void requireOneKind(List<InspectedFile> files) {
    List<InspectedFile> tables =
        files.stream().filter(file -> file.layout() instanceof FileLayout.Tabular).toList();
    if (tables.isEmpty() || tables.size() == files.size()) {
      return;
    }
    InspectedFile other =
        files.stream().filter(file -> !tables.contains(file)).findFirst().orElseThrow();
    throw new IngestException(
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
