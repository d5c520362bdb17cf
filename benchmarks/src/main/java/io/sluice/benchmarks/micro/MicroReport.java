package io.sluice.benchmarks.micro;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Results of micro-benchmarks for people and for programs. */
public final class MicroReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MicroReport() {}

  /** A line for each. */
  public static String table(List<MicroResult> results) {
    StringBuilder text = new StringBuilder();
    text.append(format("%-20s %-28s %9s %10s %8s%n", "", "", "MB/s", "ns/value", "spread"));
    for (MicroResult result : results) {
      text.append(
          format(
              "%-20s %-28s %9.0f %10.2f %8s%n",
              result.benchmark(),
              String.join(" ", result.parameters().values()),
              result.megabytesPerSecond(),
              result.nanosPerValue(),
              format("±%.0f %%", 100 * result.spread())));
    }
    return text.toString();
  }

  /** An array with an object for each. */
  public static String json(List<MicroResult> results) {
    ArrayNode array = MAPPER.createArrayNode();
    for (MicroResult result : results) {
      ObjectNode node = array.addObject();
      node.put("benchmark", result.benchmark());
      result.parameters().forEach(node::put);
      node.put("mb_s", rounded(result.megabytesPerSecond()));
      node.put("ns_per_value", rounded(result.nanosPerValue()));
      node.put("spread", rounded(result.spread()));
    }
    return array.toPrettyString();
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
