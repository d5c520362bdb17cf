package io.sluice.benchmarks.report;

import io.sluice.benchmarks.engine.EngineKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results for people: speeds and ratios, then what the runs took. */
public final class TableReport {
  private static final String SPEEDS = "%-20s %-4s %7s %7s %7s  %-18s %-18s%n";
  private static final String COSTS = "%-20s %-4s  %-23s %-20s %-18s %-18s %s%n";

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
              ratio(result, EngineKind.SPARK),
              ratio(result, EngineKind.DUCKDB)));
    }
    text.append(System.lineSeparator());
    text.append(
        row(
            COSTS,
            "sluice/spark/duckdb",
            "",
            "median seconds",
            "peak memory MB",
            "peak heap MB",
            "output MB",
            "size vs spark"));
    for (CaseResult result : results) {
      text.append(
          row(
              COSTS,
              result.workload().name(),
              result.mode().key(),
              each(result, figures -> format("%.2f", figures.medianSeconds())),
              each(result, figures -> megabytes(figures.memory().resident())),
              each(result, figures -> megabytes(figures.memory().heap())),
              each(result, figures -> megabytes(figures.bytesOut())),
              ratio(result.size(EngineKind.SPARK))));
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

  /** With the bar, if there is one. */
  private static String ratio(CaseResult result, EngineKind other) {
    OptionalDouble ratio = result.against(other);
    OptionalDouble bar = result.bar(other);
    if (ratio.isEmpty() || bar.isEmpty()) {
      return ratio(ratio);
    }
    boolean met = ratio.getAsDouble() >= bar.getAsDouble();
    return format(
        "%.2f (%s %s)",
        ratio.getAsDouble(),
        new BigDecimal(Double.toString(bar.getAsDouble())).stripTrailingZeros().toPlainString(),
        met ? "met" : "short");
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
