package io.sluice.benchmarks.report;

import io.sluice.benchmarks.engine.EngineKind;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results for people: speeds and ratios, then what the runs took. */
public final class TableReport {
  private static final String SPEEDS = "%-20s %-4s %8s %8s %8s %9s %9s%n";
  private static final String COSTS = "%-20s %-4s  %-23s %-19s %-20s%n";

  private TableReport() {}

  public static String of(List<CaseResult> results) {
    StringBuilder text = new StringBuilder();
    text.append(
        row(SPEEDS, "MB/s of text", "", "sluice", "spark", "duckdb", "vs spark", "vs duckdb"));
    for (CaseResult result : results) {
      text.append(
          row(
              SPEEDS,
              result.workload().name(),
              result.mode().key(),
              speed(result, EngineKind.SLUICE),
              speed(result, EngineKind.SPARK),
              speed(result, EngineKind.DUCKDB),
              ratio(result.against(EngineKind.SPARK)),
              ratio(result.against(EngineKind.DUCKDB))));
    }
    text.append(System.lineSeparator());
    text.append(
        row(COSTS, "sluice/spark/duckdb", "", "median seconds", "peak memory MB", "output MB"));
    for (CaseResult result : results) {
      text.append(
          row(
              COSTS,
              result.workload().name(),
              result.mode().key(),
              each(result, figures -> format("%.2f", figures.medianSeconds())),
              each(result, figures -> megabytes(figures.peakMemory())),
              each(result, figures -> megabytes(figures.bytesOut()))));
    }
    for (CaseResult result : results) {
      result
          .failure()
          .ifPresent(
              why ->
                  text.append(
                      format("%n%s %s: %s%n", result.workload().name(), result.mode().key(), why)));
    }
    return text.toString();
  }

  private static String speed(CaseResult result, EngineKind engine) {
    OptionalDouble speed = result.speed(engine);
    return speed.isPresent() ? whole(speed.getAsDouble()) : "-";
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? format("%.2f", ratio.getAsDouble()) : "-";
  }

  private static String each(CaseResult result, Function<EngineFigures, String> text) {
    return Stream.of(EngineKind.values())
        .map(engine -> result.engines().get(engine))
        .map(figures -> figures == null ? "-" : text.apply(figures))
        .collect(Collectors.joining(" / "));
  }

  private static String megabytes(long bytes) {
    return bytes > 0 ? whole(bytes / 1e6) : "-";
  }

  /** Without decimals, unless there would be little left. */
  private static String whole(double value) {
    return format(value < 10 ? "%.1f" : "%.0f", value);
  }

  private static String row(String pattern, Object... cells) {
    return format(pattern, cells);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
