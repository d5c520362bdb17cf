package io.sluice.benchmarks.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.benchmarks.micro.MicroBenchmarks.Effort;
import io.sluice.benchmarks.report.Report;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MicroBenchmarksTest {
  private final List<String> progress = new ArrayList<>();
  private final MicroBenchmarks benchmarks = new MicroBenchmarks(Effort.TRY, progress::add);

  private static JsonNode json(Report report) throws Exception {
    return new ObjectMapper().readTree(report.json());
  }

  private static Set<String> names(JsonNode results) {
    Set<String> names = new HashSet<>();
    results.forEach(result -> names.add(result.get("benchmark").asText()));
    return names;
  }

  @Test
  void eachOfThemWorks() throws Exception {
    Report report = benchmarks.run(Pattern.compile(""), 1);
    JsonNode results = json(report);
    assertEquals(
        Set.of(
            "Checksums.file",
            "Decoding.column",
            "Encoding.file",
            "Reading.batches",
            "Tokenizing.fields"),
        names(results));
    assertEquals(5, progress.size(), progress.toString());
    for (JsonNode result : results) {
      assertTrue(
          result.get("mb_s").asDouble() > 0 && result.get("ns_per_value").asDouble() > 0,
          result.toString());
    }
    assertEquals(results.size() + 1, report.table().lines().count(), report.table());
  }

  @Test
  void theyAreChosenByName() throws Exception {
    assertEquals(
        Set.of("Tokenizing.fields"), names(json(benchmarks.run(Pattern.compile("Tokeniz"), 1))));
    assertThrows(
        IllegalArgumentException.class, () -> benchmarks.run(Pattern.compile("no such"), 1));
  }
}
