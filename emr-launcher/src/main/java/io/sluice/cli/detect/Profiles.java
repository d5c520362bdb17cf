package io.sluice.cli.detect;

import io.sluice.formats.Formats;
import io.sluice.formats.infer.FieldProfiler;
import io.sluice.formats.infer.FileProfile;
import io.sluice.formats.json.JsonInference;
import io.sluice.formats.json.JsonProfile;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.token.TokenReader;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the columns of files by looking at their values, all of them or as many as wanted. */
final class Profiles {
  /** Small enough that all processors have work, large enough that starting costs nothing. */
  private static final long RANGE_BYTES = 32L << 20;

  private final SourceOptions options;
  private final long most;

  /**
   * @param most stop in each file behind about this many records
   */
  Profiles(SourceOptions options, long most) {
    this.options = options;
    this.most = most;
  }

  /** The columns of files that are one dataset. */
  DetectedDataset of(List<DetectedFile> files) throws IOException {
    FileLayout first = layout(files.get(0));
    return first instanceof FileLayout.Csv ? csv(files) : json(files);
  }

  private DetectedDataset csv(List<DetectedFile> files) throws IOException {
    FileProfile all = new FileProfile(((FileLayout.Csv) layout(files.get(0))).header());
    List<String> problems = new ArrayList<>();
    for (Profiled<FileProfile> part : Parallel.map(ranges(files), kept(this::csv))) {
      part.profile().ifPresent(all::merge);
      part.problem().ifPresent(problems::add);
    }
    return new DetectedDataset(files, all.records(), all.columns(), problems);
  }

  private FileProfile csv(Range range) throws IOException {
    DetectedFile file = range.file();
    try (TokenReader tokens = Formats.tokens(file.source(), layout(file), range.range())) {
      return FileProfile.of(tokens, new FieldProfiler(options), most);
    }
  }

  private DetectedDataset json(List<DetectedFile> files) throws IOException {
    Optional<JsonProfile> all = Optional.empty();
    List<String> problems = new ArrayList<>();
    for (Profiled<JsonProfile> part : Parallel.map(ranges(files), kept(this::json))) {
      part.problem().ifPresent(problems::add);
      if (all.isPresent() && part.profile().isPresent()) {
        all.get().merge(part.profile().get());
      } else if (all.isEmpty()) {
        all = part.profile();
      }
    }
    return new DetectedDataset(
        files,
        all.map(JsonProfile::records).orElse(0L),
        all.map(JsonProfile::columns).orElse(List.of()),
        problems);
  }

  private JsonProfile json(Range range) throws IOException {
    DetectedFile file = range.file();
    return JsonInference.profile(file.source(), layout(file), range.range(), options, most);
  }

  /** What was found in a range, or why it cannot be read; one broken file must not hide others. */
  private record Profiled<P>(Optional<P> profile, Optional<String> problem) {}

  private static <P> Parallel.Work<Range, Profiled<P>> kept(Parallel.Work<Range, P> work) {
    return range -> {
      try {
        return new Profiled<>(Optional.of(work.on(range)), Optional.empty());
      } catch (ReadException e) {
        return new Profiled<>(Optional.empty(), Optional.of(e.getMessage()));
      }
    };
  }

  private List<Range> ranges(List<DetectedFile> files) throws IOException {
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      DetectedFile file = files.get(i);
      // A sample is the file's beginning, not the beginnings of its parts.
      List<ByteRange> parts =
          most < Long.MAX_VALUE
              ? List.of(Formats.whole(file.source(), i))
              : Formats.splits(file.source(), layout(file), i, RANGE_BYTES);
      parts.forEach(part -> ranges.add(new Range(file, part)));
    }
    return ranges;
  }

  private static FileLayout layout(DetectedFile file) {
    return file.inspection().layout().orElseThrow();
  }

  private record Range(DetectedFile file, ByteRange range) {}
}
