package io.sluice.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.process.Memory;
import io.sluice.benchmarks.workload.Workload;
import java.util.List;
import java.util.OptionalDouble;

/** The results for programs: an array with an object for each case and mode. */
public final class JsonReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonReport() {}

  /** What was not measured is null. */
  public static String of(List<CaseResult> results) {
    ArrayNode array = MAPPER.createArrayNode();
    results.forEach(result -> put(result, array.addObject()));
    return array.toPrettyString();
  }

  private static void put(CaseResult result, ObjectNode node) {
    Workload workload = result.workload();
    node.put("case", workload.name());
    node.put("mode", result.mode().key());
    for (EngineKind engine : EngineKind.values()) {
      number(node, engine.key() + "_mb_s", result.speed(engine));
    }
    number(node, "vs_spark", result.against(EngineKind.SPARK));
    number(node, "vs_duckdb", result.against(EngineKind.DUCKDB));
    number(node, "bar_vs_spark", result.bar(EngineKind.SPARK));
    number(node, "bar_vs_duckdb", result.bar(EngineKind.DUCKDB));
    node.put("met", result.met().orElse(null));
    number(node, "size_vs_spark", result.size(EngineKind.SPARK));
    number(node, "size_vs_duckdb", result.size(EngineKind.DUCKDB));
    for (EngineKind engine : EngineKind.values()) {
      EngineFigures figures = result.engines().get(engine);
      number(
          node,
          engine.key() + "_seconds",
          figures == null ? OptionalDouble.empty() : OptionalDouble.of(figures.medianSeconds()));
      ArrayNode runs = node.putArray(engine.key() + "_runs_seconds");
      if (figures != null) {
        figures.nanos().forEach(nanos -> runs.add(rounded(nanos / 1e9)));
      }
      positive(node, engine.key() + "_bytes_out", figures == null ? 0 : figures.bytesOut());
      Memory memory = figures == null ? Memory.UNKNOWN : figures.memory();
      positive(node, engine.key() + "_peak_memory", memory.resident());
      positive(node, engine.key() + "_peak_heap", memory.heap());
      positive(node, engine.key() + "_peak_heap_left", memory.heapLeft());
    }
    node.put("rows", result.rows());
    node.put("text_bytes", workload.input().textBytes());
    node.put("threads", workload.threads());
    node.put("codec", workload.output().codec().key());
    node.put("failure", result.failure().orElse(null));
  }

  private static void number(ObjectNode node, String key, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(key, rounded(value.getAsDouble()));
    } else {
      node.putNull(key);
    }
  }

  private static void positive(ObjectNode node, String key, long value) {
    if (value > 0) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}
