package io.sluice.formats;

import io.sluice.formats.infer.FieldProfiler;
import io.sluice.formats.infer.FileProfile;
import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.json.JsonInference;
import io.sluice.formats.json.JsonProfile;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.token.TokenReader;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the columns that hold all values of some files, by looking at all of them or at as many as
 * wanted, on all processors of this machine.
 */
public final class Inference {
  /** Small enough that all processors have work, large enough that starting costs nothing. */
  private static final long RANGE_BYTES = 32L << 20;

  private final SourceOptions options;
  private final long most;

  /**
   * @param most stop in each file behind about this many records
   */
  public Inference(SourceOptions options, long most) {
    this.options = options;
    this.most = most;
  }

  /** A file and how to read it. */
  public record Input(ObjectSource source, FileLayout layout) {}

  /**
   * What was found.
   *
   * @param records how many were looked at
   * @param problems files, or parts of them, that cannot be read to their end; the others were
   */
  public record Result(List<InferredColumn> columns, long records, List<ReadException> problems) {}

  /**
   * Looks at files that are one dataset.
   *
   * @param files all with the same fields in every record, or all JSON
   */
  public Result of(List<Input> files) throws IOException {
    return files.isEmpty() || files.get(0).layout() instanceof FileLayout.Tabular
        ? tables(files)
        : json(files);
  }

  private Result tables(List<Input> files) throws IOException {
    FileProfile all =
        new FileProfile(
            files.isEmpty() ? List.of() : ((FileLayout.Tabular) files.get(0).layout()).header());
    List<ReadException> problems = new ArrayList<>();
    for (Profiled<FileProfile> part : Parallel.map(parts(files), kept(this::table))) {
      part.profile().ifPresent(all::merge);
      part.problem().ifPresent(problems::add);
    }
    return new Result(all.columns(), all.records(), problems);
  }

  private FileProfile table(Part part) throws IOException {
    try (TokenReader tokens =
        Formats.tokens(part.file().source(), part.file().layout(), part.range())) {
      return FileProfile.of(tokens, new FieldProfiler(options), most);
    }
  }

  private Result json(List<Input> files) throws IOException {
    Optional<JsonProfile> all = Optional.empty();
    List<ReadException> problems = new ArrayList<>();
    for (Profiled<JsonProfile> part : Parallel.map(parts(files), kept(this::json))) {
      part.problem().ifPresent(problems::add);
      if (all.isPresent() && part.profile().isPresent()) {
        all.get().merge(part.profile().get());
      } else if (all.isEmpty()) {
        all = part.profile();
      }
    }
    return new Result(
        all.map(JsonProfile::columns).orElse(List.of()),
        all.map(JsonProfile::records).orElse(0L),
        problems);
  }

  private JsonProfile json(Part part) throws IOException {
    return JsonInference.profile(
        part.file().source(), part.file().layout(), part.range(), options, most);
  }

  /** What was found in a part, or why it cannot be read; one broken file must not hide others. */
  private record Profiled<P>(Optional<P> profile, Optional<ReadException> problem) {}

  private static <P> Parallel.Work<Part, Profiled<P>> kept(Parallel.Work<Part, P> work) {
    return part -> {
      try {
        return new Profiled<>(Optional.of(work.on(part)), Optional.empty());
      } catch (ReadException e) {
        return new Profiled<>(Optional.empty(), Optional.of(e));
      }
    };
  }

  private List<Part> parts(List<Input> files) throws IOException {
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      indexes.add(i);
    }
    List<Part> parts = new ArrayList<>();
    for (List<Part> ofFile : Parallel.map(indexes, i -> parts(files.get(i), i))) {
      parts.addAll(ofFile);
    }
    return parts;
  }

  private List<Part> parts(Input file, int index) throws IOException {
    // A sample is the file's beginning, not the beginnings of its parts.
    List<ByteRange> ranges =
        most < Long.MAX_VALUE
            ? List.of(Formats.whole(file.source(), index))
            : Formats.splits(file.source(), file.layout(), index, RANGE_BYTES);
    return ranges.stream().map(range -> new Part(file, range)).toList();
  }

  private record Part(Input file, ByteRange range) {}
}
