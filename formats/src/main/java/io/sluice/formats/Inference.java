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
import io.sluice.formats.source.Parallel;
import io.sluice.formats.split.Cuts;
import io.sluice.formats.split.RangeChain;
import io.sluice.formats.split.SplitPlanner;
import io.sluice.formats.token.TokenReader;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the columns that hold all values of some files, by looking at all of them or at as many as
 * wanted, on all processors of this machine.
 */
public final class Inference {
  /** Small enough that all processors have work, large enough that starting costs nothing. */
  private static final long RANGE_BYTES = 32L << 20;

  private static final long NOWHERE = -1;

  private final SourceOptions options;
  private final long most;
  private final long rangeBytes;

  /**
   * @param most stop in each file behind about this many records
   */
  public Inference(SourceOptions options, long most) {
    this(options, most, RANGE_BYTES);
  }

  Inference(SourceOptions options, long most, long rangeBytes) {
    this.options = options;
    this.most = most;
    this.rangeBytes = rangeBytes;
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
    for (Profiled<FileProfile> part : profiled(files, this::table)) {
      part.profile().ifPresent(all::merge);
      part.problem().ifPresent(problems::add);
    }
    return new Result(all.columns(), all.records(), problems);
  }

  private Profiled<FileProfile> table(Part part) throws IOException {
    try (TokenReader tokens =
        Formats.tokens(part.file().source(), part.file().layout(), part.range())) {
      FileProfile profile = FileProfile.of(tokens, new FieldProfiler(options), most);
      long end = part.range().last() ? part.range().end() : tokens.position();
      return new Profiled<>(part, Optional.of(profile), Optional.empty(), end);
    }
  }

  private Result json(List<Input> files) throws IOException {
    Optional<JsonProfile> all = Optional.empty();
    List<ReadException> problems = new ArrayList<>();
    for (Profiled<JsonProfile> part : profiled(files, this::json)) {
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

  private Profiled<JsonProfile> json(Part part) throws IOException {
    JsonProfile profile =
        JsonInference.profile(
            part.file().source(), part.file().layout(), part.range(), options, most);
    return new Profiled<>(part, Optional.of(profile), Optional.empty(), NOWHERE);
  }

  /**
   * What was found in a part, or why it cannot be read; one broken file must not hide others.
   *
   * @param end where the part's reader ended
   */
  private record Profiled<P>(
      Part part, Optional<P> profile, Optional<ReadException> problem, long end) {}

  /**
   * All parts of all files, in order; of files whose cuts were guessed wrongly, those that hold.
   */
  private <P> List<Profiled<P>> profiled(List<Input> files, Parallel.Work<Part, Profiled<P>> work)
      throws IOException {
    Map<Integer, List<Profiled<P>>> found = new TreeMap<>();
    for (Profiled<P> part : Parallel.map(parts(files), kept(work))) {
      found.computeIfAbsent(part.part().range().fileIndex(), f -> new ArrayList<>()).add(part);
    }
    List<Profiled<P>> all = new ArrayList<>();
    for (List<Profiled<P>> ofFile : found.values()) {
      all.addAll(holds(ofFile) ? ofFile : Parallel.map(provenParts(ofFile), kept(work)));
    }
    return all;
  }

  private static <P> boolean holds(List<Profiled<P>> ofFile) {
    return RangeChain.holds(
        ofFile.stream().map(part -> part.part().range()).toList(),
        range -> ofFile.get(range.rangeIndex()).end());
  }

  private static <P> List<Part> provenParts(List<Profiled<P>> ofFile) throws IOException {
    Input file = ofFile.get(0).part().file();
    List<ByteRange> guessed = ofFile.stream().map(part -> part.part().range()).toList();
    return SplitPlanner.proven(file.layout(), file.source(), guessed).stream()
        .map(range -> new Part(file, range))
        .toList();
  }

  private static <P> Parallel.Work<Part, Profiled<P>> kept(Parallel.Work<Part, Profiled<P>> work) {
    return part -> {
      try {
        return work.on(part);
      } catch (ReadException e) {
        return new Profiled<>(part, Optional.empty(), Optional.of(e), NOWHERE);
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
            : Formats.splits(file.source(), file.layout(), index, rangeBytes, Cuts.GUESSED);
    return ranges.stream().map(range -> new Part(file, range)).toList();
  }

  private record Part(Input file, ByteRange range) {}
}
