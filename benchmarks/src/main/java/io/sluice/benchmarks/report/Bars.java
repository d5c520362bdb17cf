package io.sluice.benchmarks.report;

import io.sluice.benchmarks.report.CaseResult.Ratio;
import io.sluice.benchmarks.workload.Mode;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** What Sluice is meant to reach, at scale 1 on two processors. */
final class Bars {
  /** Ratios at least, by case, mode and contestant. */
  private static final Map<String, Double> RATIOS =
      Map.ofEntries(
          Map.entry("csv-parquet warm spark", 6.0),
          Map.entry("csv-parquet warm duckdb", 2.5),
          Map.entry("csv-parquet warm polars", 2.5),
          Map.entry("csv-partitioned warm spark", 6.0),
          Map.entry("csv-partitioned warm duckdb", 1.25),
          Map.entry("jsonl-parquet warm spark", 4.0),
          Map.entry("jsonl-parquet warm duckdb", 1.0),
          Map.entry("parse-only warm spark", 10.0),
          Map.entry("parse-only warm duckdb", 1.5),
          Map.entry("csv-quoted-newlines warm spark", 8.0),
          Map.entry("csv-quoted-newlines warm duckdb", 1.0),
          Map.entry("small-files warm spark", 3.0),
          Map.entry("sql-path warm spark", 2.5),
          Map.entry("csv-parquet cold spark", 3.0),
          Map.entry("csv-parquet cold duckdb", 1.4),
          Map.entry("csv-parquet cold polars", 1.4),
          Map.entry("csv-partitioned cold spark", 3.0),
          Map.entry("jsonl-parquet cold spark", 2.0));

  /** Seconds at most of Sluice's whole process, by case. */
  private static final Map<String, Double> SECONDS =
      Map.of("birdstrikes", 2.0, "names-ko", 1.5, "tiny-files", 22.0 / 3);

  /** Of two threads against one. */
  private static final double TWICE_THE_THREADS = 1.8;

  /** A full lake against a fresh one: as fast, except for noise. */
  private static final double FULL_LAKE = 0.8;

  /** From S3 to S3 against from disk to disk, server and engine on the same processors. */
  private static final double S3 = 0.7;

  private Bars() {}

  /** What a bar is about. */
  enum Of {
    RATIO,
    SECONDS
  }

  /**
   * A bar.
   *
   * @param value the least ratio, or the most seconds
   */
  record Bar(Of of, double value) {}

  /** That of a contestant, if there is one. */
  static Optional<Bar> of(CaseResult result, String contestant) {
    Iterator<Map.Entry<String, Figures>> all = result.contestants().entrySet().iterator();
    Map.Entry<String, Figures> first = all.next();
    boolean isFirst = contestant.equals(first.getKey());
    if (result.ratio() == Ratio.GAIN) {
      return isFirst
          ? Optional.empty()
          : gain(result.name(), first.getValue(), result.contestants().get(contestant));
    }
    if (isFirst) {
      Double seconds = result.mode() == Mode.COLD ? SECONDS.get(result.name()) : null;
      return Optional.ofNullable(seconds).map(value -> new Bar(Of.SECONDS, value));
    }
    Double ratio = RATIOS.get(result.name() + " " + result.mode().key() + " " + contestant);
    return Optional.ofNullable(ratio).map(value -> new Bar(Of.RATIO, value));
  }

  private static Optional<Bar> gain(String name, Figures first, Figures own) {
    if (own.threads() == first.threads()) {
      return Optional.of(new Bar(Of.RATIO, name.equals("s3") ? S3 : FULL_LAKE));
    }
    return own.threads() == 2 * first.threads()
        ? Optional.of(new Bar(Of.RATIO, TWICE_THE_THREADS))
        : Optional.empty();
  }
}
