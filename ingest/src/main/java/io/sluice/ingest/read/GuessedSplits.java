package io.sluice.ingest.read;

import io.sluice.formats.Formats;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Parallel;
import io.sluice.formats.split.RangeChain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is done about byte ranges of which it was guessed that a record begins there. */
public final class GuessedSplits {
  private GuessedSplits() {}

  /** The files of a read that were cut by guesses. */
  public static Set<Integer> in(ReadRequest request) {
    Set<Integer> files = new TreeSet<>();
    for (List<ByteRange> task : request.tasks()) {
      for (ByteRange range : task) {
        if (range.guessed()) {
          files.add(range.fileIndex());
        }
      }
    }
    return files;
  }

  /**
   * The files whose cuts are not proved by what was read: what came of them must be discarded.
   *
   * @param found of all ranges that were read to their end
   */
  public static Set<Integer> wrong(ReadRequest request, Map<RangeId, RangeCount> found) {
    Set<Integer> wrong = new TreeSet<>();
    rangesOf(request, in(request))
        .forEach(
            (file, ranges) -> {
              if (!RangeChain.holds(ranges, range -> end(found.get(RangeId.of(range))))) {
                wrong.add(file);
              }
            });
    return wrong;
  }

  private static long end(RangeCount count) {
    return count == null ? -1 : count.end();
  }

  /**
   * The same read with cuts of some files that are certain. Reads these files, several at a time.
   *
   * @param open opens one of them
   * @throws io.sluice.formats.read.ReadException if one cannot be read
   */
  public static ReadRequest proven(
      ReadRequest request, Set<Integer> files, Parallel.Work<SourceFile, ObjectSource> open)
      throws IOException {
    SortedMap<Integer, List<ByteRange>> guessed = rangesOf(request, files);
    List<Integer> indexes = List.copyOf(guessed.keySet());
    List<List<ByteRange>> found =
        Parallel.map(
            indexes,
            index -> {
              SourceFile file = request.files().get(index);
              return Formats.provenSplits(open.on(file), file.layout(), guessed.get(index));
            });
    SortedMap<Integer, List<ByteRange>> proven = new TreeMap<>();
    for (int i = 0; i < indexes.size(); i++) {
      proven.put(indexes.get(i), found.get(i));
    }
    return new ReadRequest(request.files(), tasks(request, proven), request.plan());
  }

  /** The files that one read cuts by guesses, and the other at different places. */
  public static Set<Integer> differing(ReadRequest one, ReadRequest other) {
    Set<Integer> guessed = in(one);
    SortedMap<Integer, List<ByteRange>> others = rangesOf(other, guessed);
    Set<Integer> differing = new TreeSet<>();
    rangesOf(one, guessed)
        .forEach(
            (file, ranges) -> {
              if (!starts(ranges).equals(starts(others.get(file)))) {
                differing.add(file);
              }
            });
    return differing;
  }

  private static List<Long> starts(List<ByteRange> ranges) {
    return ranges.stream().map(ByteRange::start).toList();
  }

  /** Each file's ranges in order, whichever tasks they are in. */
  private static SortedMap<Integer, List<ByteRange>> rangesOf(
      ReadRequest request, Set<Integer> files) {
    SortedMap<Integer, List<ByteRange>> ranges = new TreeMap<>();
    for (List<ByteRange> task : request.tasks()) {
      for (ByteRange range : task) {
        if (files.contains(range.fileIndex())) {
          ranges.computeIfAbsent(range.fileIndex(), f -> new ArrayList<>()).add(range);
        }
      }
    }
    ranges.values().forEach(of -> of.sort(Comparator.comparingInt(ByteRange::rangeIndex)));
    return ranges;
  }

  /** Each range takes the place of the one that had its index. */
  private static List<List<ByteRange>> tasks(
      ReadRequest request, SortedMap<Integer, List<ByteRange>> proven) {
    List<List<ByteRange>> tasks = new ArrayList<>();
    for (List<ByteRange> task : request.tasks()) {
      List<ByteRange> ranges = new ArrayList<>();
      for (ByteRange range : task) {
        List<ByteRange> others = proven.get(range.fileIndex());
        if (others == null) {
          ranges.add(range);
        } else if (range.rangeIndex() < others.size()) {
          ranges.add(others.get(range.rangeIndex()));
        }
      }
      if (!ranges.isEmpty()) {
        tasks.add(ranges);
      }
    }
    return tasks;
  }
}
