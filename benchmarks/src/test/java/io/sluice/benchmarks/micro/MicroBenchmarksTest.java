package io.sluice.benchmarks.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.benchmarks.micro.MicroBenchmarks.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MicroBenchmarksTest {
  private final List<String> progress = new ArrayList<>();
  private final MicroBenchmarks benchmarks = new MicroBenchmarks(Effort.TRY, progress::add);

  @Test
  void eachOfThemWorks() {
    List<MicroResult> results = benchmarks.run(Pattern.compile(""), 1);
    assertEquals(
        Set.of("Decoding.column", "Encoding.file", "Reading.batches", "Tokenizing.fields"),
        results.stream().map(MicroResult::benchmark).collect(Collectors.toSet()));
    assertEquals(4, progress.size(), progress.toString());
    for (MicroResult result : results) {
      assertTrue(result.megabytesPerSecond() > 0 && result.nanosPerValue() > 0, result.toString());
    }
    String table = MicroReport.table(results);
    assertEquals(results.size() + 1, table.lines().count(), table);
    assertTrue(MicroReport.json(results).contains("\"ns_per_value\""));
  }

  @Test
  void theyAreChosenByName() {
    List<MicroResult> results = benchmarks.run(Pattern.compile("Tokeniz"), 1);
    assertEquals(
        Set.of("Tokenizing.fields"),
        results.stream().map(MicroResult::benchmark).collect(Collectors.toSet()));
    assertThrows(
        IllegalArgumentException.class, () -> benchmarks.run(Pattern.compile("no such"), 1));
  }
}
