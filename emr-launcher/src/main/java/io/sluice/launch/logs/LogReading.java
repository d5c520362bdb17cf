package io.sluice.launch.logs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a source has of a run: the last lines of each of its logs, and of all lines, those before
 * the last ones too, the one that says why the run failed. What went wrong first is mostly far
 * before the end.
 */
public final class LogReading {
  private final int most;
  private final Map<String, Deque<LogLine>> last = new LinkedHashMap<>();
  private final FirstCause cause = new FirstCause();

  /**
   * Of nothing yet.
   *
   * @param most lines that are kept of each log
   */
  LogReading(int most) {
    this.most = most;
  }

  /** The next line of its log; logs are told apart by {@link LogLine#source}. */
  void add(LogLine line) {
    cause.add(line);
    Deque<LogLine> kept = last.computeIfAbsent(line.source(), source -> new ArrayDeque<>());
    kept.add(line);
    if (kept.size() > most) {
      kept.removeFirst();
    }
  }

  /** The last lines, log by log. */
  List<LogLine> lines() {
    List<LogLine> lines = new ArrayList<>();
    last.values().forEach(lines::addAll);
    return lines;
  }

  FirstCause cause() {
    return cause;
  }
}
