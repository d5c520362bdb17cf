package io.sluice.launch.logs;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The last lines of all sources of a run by their times.
 *
 * @param lines by time; lines of the same time in the order of their source
 * @param cause why it failed, by all lines, also those that are not kept; empty if none says so
 * @param notes sources that could not be read, or had nothing
 */
public record RunLogs(List<LogLine> lines, Optional<Cause> cause, List<String> notes) {
  public RunLogs {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  /** Reads all sources. One that cannot be read is noted: the others are read nevertheless. */
  public static RunLogs read(List<? extends LogSource> sources, LogQuery query) {
    List<LogLine> lines = new ArrayList<>();
    List<FirstCause> causes = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (LogSource source : sources) {
      try {
        LogReading read = source.read(query);
        if (read.lines().isEmpty()) {
          notes.add(source.name() + " has nothing of this run");
        }
        lines.addAll(read.lines());
        causes.add(read.cause());
      } catch (SdkException | UncheckedIOException e) {
        notes.add(source.name() + " cannot be read: " + e.getMessage());
      }
    }
    lines.sort(Comparator.comparing(LogLine::at));
    return new RunLogs(lines, FirstCause.of(causes), notes);
  }
}
