package io.sluice.jobs.inspect;

import io.sluice.formats.Formats;
import io.sluice.formats.infer.FileProfile;
import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.json.JsonInference;
import io.sluice.formats.json.JsonProfile;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.token.TokenReader;
import io.sluice.jobs.ExitCode;
import io.sluice.jobs.JobException;
import io.sluice.jobs.schema.FieldProfiler;
import io.sluice.jobs.schema.InferredField;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Infers columns by reading files on the driver, as many ranges at a time as it has processors. */
final class FileInference implements FieldProfiler {
  /** Ranges of this size keep all processors busy to the end, and cost little to cut. */
  private static final long RANGE_BYTES = 32L << 20;

  private final Sources sources;
  private final SourceOptions options;

  FileInference(Sources sources, SourceOptions options) {
    this.sources = sources;
    this.options = options;
  }

  private record Part(InspectedFile file, ByteRange range) {}

  @Override
  public List<InferredField> profile(List<InspectedFile> files) {
    List<InspectedFile> delimited =
        files.stream().filter(file -> file.layout() instanceof FileLayout.Csv).toList();
    if (!delimited.isEmpty() && delimited.size() < files.size()) {
      InspectedFile other =
          files.stream().filter(file -> !delimited.contains(file)).findFirst().orElseThrow();
      throw new JobException(
          ExitCode.FAILED,
          "the files are of different formats: "
              + delimited.get(0).version().uri()
              + " is delimited text, "
              + other.version().uri()
              + " is "
              + other.layout().format()
              + ". Make a dataset of each, or pin 'schema' and 'source.format' in the spec");
    }
    List<InferredColumn> columns = delimited.isEmpty() ? json(files) : csv(files);
    return columns.stream().map(column -> new InferredField(column.name(), column.type())).toList();
  }

  private List<InferredColumn> csv(List<InspectedFile> files) {
    FileProfile all = null;
    for (FileProfile profile : Parallel.map(parts(files), this::csv)) {
      if (all == null) {
        all = profile;
      } else {
        all.merge(profile);
      }
    }
    return all == null ? List.of() : all.columns();
  }

  private FileProfile csv(Part part) {
    try (TokenReader reader =
        Formats.tokens(open(part.file()), part.file().layout(), part.range())) {
      return FileProfile.of(reader, new io.sluice.formats.infer.FieldProfiler(options), most());
    } catch (IOException e) {
      throw new JobException(ExitCode.FAILED, e.getMessage(), e);
    }
  }

  private List<InferredColumn> json(List<InspectedFile> files) {
    JsonProfile all = null;
    for (JsonProfile profile : Parallel.map(parts(files), this::json)) {
      if (all == null) {
        all = profile;
      } else {
        all.merge(profile);
      }
    }
    return all == null ? List.of() : all.columns();
  }

  private JsonProfile json(Part part) {
    try {
      return JsonInference.profile(
          open(part.file()), part.file().layout(), part.range(), options, most());
    } catch (IOException e) {
      throw new JobException(ExitCode.FAILED, e.getMessage(), e);
    }
  }

  /** A sample is the head of each file; without one, every range of every file. */
  private List<Part> parts(List<InspectedFile> files) {
    if (options.inferRows().isPresent()) {
      return files.stream()
          .map(file -> new Part(file, Formats.whole(open(file), file.index())))
          .toList();
    }
    return Parallel.map(files, this::parts).stream().flatMap(List::stream).toList();
  }

  private List<Part> parts(InspectedFile file) {
    try {
      List<Part> parts = new ArrayList<>();
      for (ByteRange range : Formats.splits(open(file), file.layout(), file.index(), RANGE_BYTES)) {
        parts.add(new Part(file, range));
      }
      return parts;
    } catch (IOException e) {
      throw new JobException(ExitCode.FAILED, e.getMessage(), e);
    }
  }

  private ObjectSource open(InspectedFile file) {
    return sources.open(file.version());
  }

  private long most() {
    return options.inferRows().orElse(Long.MAX_VALUE);
  }
}
