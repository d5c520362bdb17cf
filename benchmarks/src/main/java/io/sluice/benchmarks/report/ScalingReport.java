package io.sluice.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How Sluice scales, for people and for programs. */
public final class ScalingReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ScalingReport() {}

  /** A line for each case, mode and number of threads. */
  public static String table(List<ScalingResult> results) {
    StringBuilder text = new StringBuilder();
    text.append(
        format(
            "%-20s %-4s %7s %8s %8s  %-18s %s%n",
            "sluice", "", "threads", "seconds", "MB/s", "speed-up", "peak memory, heap MB"));
    for (ScalingResult result : results) {
      result.figures().forEach((threads, figures) -> text.append(line(result, threads, figures)));
    }
    for (ScalingResult result : results) {
      result
          .failure()
          .ifPresent(
              why ->
                  text.append(
                      format("%n%s %s: %s%n", result.workload().name(), result.mode().key(), why)));
    }
    return text.toString();
  }

  private static String line(ScalingResult result, int threads, EngineFigures figures) {
    double speedUp = result.speedUp(threads).orElseThrow();
    OptionalDouble bar = result.bar(threads);
    String judged =
        bar.isEmpty()
            ? format("%.2f", speedUp)
            : format(
                "%.2f (%.1f %s)",
                speedUp, bar.getAsDouble(), speedUp >= bar.getAsDouble() ? "met" : "short");
    return format(
        "%-20s %-4s %7d %8.2f %8.0f  %-18s %s%n",
        result.workload().name(),
        result.mode().key(),
        threads,
        figures.medianSeconds(),
        result.speed(threads).orElseThrow(),
        judged,
        megabytes(figures.memory().resident()) + ", " + megabytes(figures.memory().heap()));
  }

  private static String megabytes(long bytes) {
    return bytes > 0 ? format("%.0f", bytes / 1e6) : "-";
  }

  /** An array with an object for each case, mode and number of threads. */
  public static String json(List<ScalingResult> results) {
    ArrayNode array = MAPPER.createArrayNode();
    for (ScalingResult result : results) {
      result
          .figures()
          .forEach(
              (threads, figures) -> {
                ObjectNode node = put(result, array.addObject());
                node.put("threads", threads);
                node.put("sluice_mb_s", rounded(result.speed(threads).orElseThrow()));
                node.put("sluice_seconds", rounded(figures.medianSeconds()));
                double speedUp = result.speedUp(threads).orElseThrow();
                node.put("speed_up", rounded(speedUp));
                OptionalDouble bar = result.bar(threads);
                node.put("bar_speed_up", bar.isEmpty() ? null : bar.getAsDouble());
                node.put("met", bar.isEmpty() ? null : speedUp >= bar.getAsDouble());
                node.put("failure", result.failure().orElse(null));
              });
      if (result.figures().isEmpty()) {
        put(result, array.addObject()).put("failure", result.failure().orElse(null));
      }
    }
    return array.toPrettyString();
  }

  private static ObjectNode put(ScalingResult result, ObjectNode node) {
    node.put("case", result.workload().name());
    node.put("mode", result.mode().key());
    return node;
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
