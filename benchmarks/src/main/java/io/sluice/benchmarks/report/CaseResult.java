package io.sluice.benchmarks.report;

import io.sluice.benchmarks.report.Report.Column;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.benchmarks.workload.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A case in one mode.
 *
 * @param rows of the output
 * @param textBytes that were read; 0 if speeds say nothing
 * @param scale of the data: bars are for 1
 * @param ratio what contestants are held against
 * @param contestants what was measured, by name, the first being the one that others are held
 *     against; nothing of one that failed, and nothing at all if the outputs differ
 * @param failure which contestant failed and how, or how the outputs differ
 */
public record CaseResult(
    String name,
    Mode mode,
    long rows,
    long textBytes,
    double scale,
    Ratio ratio,
    Map<String, Figures> contestants,
    Optional<String> failure) {
  /** How the names of Sluice's own engines begin. */
  private static final String OURS = "sluice";

  /** What a ratio says. */
  public enum Ratio {
    /** How many times as fast as this contestant the first one is: other programs. */
    LEAD,
    /** How many times as fast as the first this one is: the same program, otherwise. */
    GAIN,
    /** Nothing: they are several things rather than one. */
    NONE
  }

  public CaseResult {
    contestants = new LinkedHashMap<>(contestants);
  }

  /**
   * Of a warm case in which nothing is held against anything: each figure is of a part of it.
   *
   * @param number of what it is about
   */
  public static CaseResult ofParts(BenchmarkCase of, long number, Map<String, Figures> parts) {
    return new CaseResult(of.key(), Mode.WARM, number, 0, 1, Ratio.NONE, parts, Optional.empty());
  }

  /** The report of several results, a record for each contestant. */
  public static Report report(List<CaseResult> results) {
    Report report =
        new Report(
            new Column("case", "case", "%s"),
            new Column("mode", "mode", "%s"),
            new Column("contestant", "contestant", "%s"),
            new Column("seconds", "seconds", "%.2f"),
            new Column("mb_s", "MB/s", "%.0f"),
            new Column("calls", "calls", "%d"),
            new Column("ratio", "ratio", "%.2f"),
            new Column("bar", "bar", "%.2f"),
            new Column("verdict", "", "%s"),
            new Column("peak_memory_mb", "memory MB", "%.0f"),
            new Column("output_mb", "output MB", "%.1f"),
            new Column("size", "size", "%.3f"));
    for (CaseResult result : results) {
      result.contestants.keySet().forEach(name -> report.add(result.entries(name)));
      if (result.contestants.isEmpty()) {
        report.add(result.entries());
      }
      result.failure.ifPresent(
          why -> report.note(result.name + " " + result.mode.key() + ": " + why));
    }
    return report;
  }

  private Map<String, Object> entries() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("case", name);
    entries.put("mode", mode.key());
    entries.put("failure", failure.orElse(null));
    return entries;
  }

  private Map<String, Object> entries(String contestant) {
    Figures figures = contestants.get(contestant);
    Map<String, Object> entries = entries();
    entries.put("contestant", contestant);
    entries.put("threads", figures.threads());
    entries.put("seconds", figures.medianSeconds());
    entries.put("runs", figures.nanos().stream().map(nanos -> nanos / 1e9).toList());
    entries.put("mb_s", textBytes > 0 ? textBytes / 1e6 / figures.medianSeconds() : null);
    entries.put("calls", figures.calls() < 0 ? null : figures.calls());
    OptionalDouble held = ratio(contestant);
    entries.put("ratio", held.isPresent() ? held.getAsDouble() : null);
    Optional<Bars.Bar> bar = bar(contestant);
    entries.put("bar", bar.map(Bars.Bar::value).orElse(null));
    entries.put("bar_of", bar.map(b -> b.of().name().toLowerCase(Locale.ROOT)).orElse(null));
    Optional<Boolean> met = met(contestant);
    entries.put("met", met.orElse(null));
    entries.put("verdict", met.map(yes -> yes ? "met" : "short").orElse(""));
    entries.put("peak_memory_mb", megabytes(figures.memory()));
    entries.put("output_mb", megabytes(figures.bytesOut()));
    Figures first = contestants.values().iterator().next();
    boolean sized = ratio == Ratio.LEAD && held.isPresent() && figures.bytesOut() > 0;
    entries.put("size", sized ? (double) first.bytesOut() / figures.bytesOut() : null);
    entries.put("rows", rows);
    entries.put("text_bytes", textBytes);
    return entries;
  }

  private static Double megabytes(long bytes) {
    return bytes > 0 ? bytes / 1e6 : null;
  }

  /** Of a contestant and the first; empty of the first itself, and where Sluice failed. */
  public OptionalDouble ratio(String contestant) {
    String first = contestants.keySet().iterator().next();
    if (ratio == Ratio.NONE) {
      return OptionalDouble.empty();
    }
    if (ratio == Ratio.LEAD && (contestant.equals(first) || !first.startsWith(OURS))) {
      return OptionalDouble.empty();
    }
    double own = contestants.get(contestant).medianSeconds();
    double others = contestants.get(first).medianSeconds();
    return OptionalDouble.of(ratio == Ratio.LEAD ? own / others : others / own);
  }

  private Optional<Bars.Bar> bar(String contestant) {
    return scale == 1
        ? Bars.of(this, contestant)
            .filter(bar -> bar.of() == Bars.Of.SECONDS || ratio(contestant).isPresent())
        : Optional.empty();
  }

  /** Whether the bar is met; empty if there is none. */
  public Optional<Boolean> met(String contestant) {
    return bar(contestant)
        .map(
            bar ->
                switch (bar.of()) {
                  case RATIO -> ratio(contestant).orElse(0) >= bar.value();
                  case SECONDS -> contestants.get(contestant).medianSeconds() <= bar.value();
                });
  }
}
