package io.sluice.formats;

import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.infer.Profiled;
import io.sluice.formats.infer.RecordProfile;
import io.sluice.formats.infer.Wanted;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Parallel;
import io.sluice.formats.split.RangeChain;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds the columns that hold all values of some files, by looking at all of them or at as many as
 * wanted, on all processors of this machine.
 */
public final class Inference {
  /** Small enough that all processors have work, large enough that starting costs nothing. */
  private static final long RANGE_BYTES = 32L << 20;

  private final SourceOptions options;
  private final long most;
  private final long rangeBytes;
  private final FormatRegistry formats;

  /**
   * @param most stop in each file after about this many records
   */
  public Inference(SourceOptions options, long most) {
    this(options, most, RANGE_BYTES, FormatRegistry.standard());
  }

  Inference(SourceOptions options, long most, long rangeBytes, FormatRegistry formats) {
    this.options = options;
    this.most = most;
    this.rangeBytes = rangeBytes;
    this.formats = formats;
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
   * @throws IllegalArgumentException if they are of formats that have no columns in common
   */
  public Result of(List<Input> files) throws IOException {
    return of(files, field -> true);
  }

  /**
   * Looks at some fields of files that are one dataset.
   *
   * @param fields which, by name; of records that name their fields themselves, all are looked at
   */
  public Result of(List<Input> files, Predicate<String> fields) throws IOException {
    if (files.isEmpty()) {
      return new Result(List.of(), 0, List.of());
    }
    FileLayout first = files.get(0).layout();
    RecordProfile all = formats.of(first).noRecords(first, options);
    List<ReadException> problems = new ArrayList<>();
    for (Found part : found(files, new Wanted(most, fields))) {
      part.profiled().map(Profiled::profile).ifPresent(all::merge);
      part.problem().ifPresent(problems::add);
    }
    List<InferredColumn> columns =
        first instanceof FileLayout.Tabular
            ? all.columns().stream().filter(column -> fields.test(column.name())).toList()
            : all.columns();
    return new Result(columns, all.records(), problems);
  }

  /** What was found in a part, or why it cannot be read; one broken file must not hide others. */
  private record Found(Part part, Optional<Profiled> profiled, Optional<ReadException> problem) {
    long end() {
      return profiled.map(Profiled::end).orElse(Profiled.NOWHERE);
    }
  }

  private Found find(Part part, Wanted wanted) throws IOException {
    FileLayout layout = part.file().layout();
    try {
      Profiled profiled =
          formats.of(layout).profile(part.file().source(), layout, part.range(), options, wanted);
      return new Found(part, Optional.of(profiled), Optional.empty());
    } catch (ReadException e) {
      return new Found(part, Optional.empty(), Optional.of(e));
    }
  }

  /** All parts of all files, in order; of files that were split wrongly by guess, proven ones. */
  private List<Found> found(List<Input> files, Wanted wanted) throws IOException {
    Map<Integer, List<Found>> byFile = new TreeMap<>();
    for (Found part : Parallel.map(parts(files), part -> find(part, wanted))) {
      byFile.computeIfAbsent(part.part().range().fileIndex(), f -> new ArrayList<>()).add(part);
    }
    List<Found> all = new ArrayList<>();
    for (List<Found> ofFile : byFile.values()) {
      all.addAll(
          holds(ofFile) ? ofFile : Parallel.map(provenParts(ofFile), part -> find(part, wanted)));
    }
    return all;
  }

  private static boolean holds(List<Found> ofFile) {
    return RangeChain.holds(
        ofFile.stream().map(part -> part.part().range()).toList(),
        range -> ofFile.get(range.rangeIndex()).end());
  }

  private List<Part> provenParts(List<Found> ofFile) throws IOException {
    Input file = ofFile.get(0).part().file();
    List<ByteRange> guessed = ofFile.stream().map(part -> part.part().range()).toList();
    return formats.of(file.layout()).provenSplits(file.source(), file.layout(), guessed).stream()
        .map(range -> new Part(file, range))
        .toList();
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
            : formats
                .of(file.layout())
                .splits(file.source(), file.layout(), index, rangeBytes, SplitCertainty.GUESSED);
    return ranges.stream().map(range -> new Part(file, range)).toList();
  }

  private record Part(Input file, ByteRange range) {}
}
