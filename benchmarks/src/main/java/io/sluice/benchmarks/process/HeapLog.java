package io.sluice.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The heap of a process, from the log that its collector writes: what was used when a collection
 * began or the process ended, and what a collection left.
 */
final class HeapLog {
  private static final String FILE = "heap.log";

  /** In the process's working folder, since the path of a log must not hold certain characters. */
  static final String OPTION = "-Xlog:gc,gc+heap+exit:file=" + FILE + ":uptime:filecount=0";

  private static final Pattern COLLECTION = Pattern.compile("(\\d+)([KMG])->(\\d+)([KMG])\\(");
  private static final Pattern END = Pattern.compile("garbage-first heap .*used (\\d+)(K)");

  private HeapLog() {}

  /** What the process in the folder had so far, or had if it has ended; resident is unknown. */
  static Memory read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Memory.UNKNOWN;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(HeapLog::line).reduce(Memory.UNKNOWN, Memory::max);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Memory line(String line) {
    Matcher collection = COLLECTION.matcher(line);
    if (collection.find()) {
      return new Memory(
          -1,
          bytes(collection.group(1), collection.group(2)),
          bytes(collection.group(3), collection.group(4)));
    }
    Matcher end = END.matcher(line);
    return end.find() ? new Memory(-1, bytes(end.group(1), end.group(2)), -1) : Memory.UNKNOWN;
  }

  private static long bytes(String number, String unit) {
    int shift =
        switch (unit) {
          case "K" -> 10;
          case "M" -> 20;
          default -> 30;
        };
    return Long.parseLong(number) << shift;
  }
}
