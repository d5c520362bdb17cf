package io.sluice.benchmarks.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.benchmarks.check.Agreement;
import io.sluice.benchmarks.check.TableDigest;
import io.sluice.benchmarks.data.DataCache;
import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.benchmarks.workload.Codec;
import io.sluice.benchmarks.workload.Output.Kind;
import io.sluice.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the benchmark takes for granted once it has checked it: all engines make the same rows. */
class EnginesAgreeTest {
  private static final double SCALE = 0.001;

  @TempDir static Path data;
  @TempDir Path folder;

  /** The engines share one Spark, which takes longer to start than any case. */
  @AfterAll
  static void stopSpark() {
    SparkSession.active().stop();
    System.clearProperty("spark.master");
  }

  @ParameterizedTest
  @EnumSource(BenchmarkCase.class)
  void allEnginesMakeTheSameOfEachCase(BenchmarkCase tested) throws Exception {
    Input input = new DataCache(data, line -> {}).input(tested.dataset(), SCALE);
    assertTrue(input.textBytes() > 10_000, "there is data: " + input);
    Workload workload = tested.workload(input, Codec.ZSTD, 2, 1);
    Map<String, Map<String, String>> digests = new LinkedHashMap<>();
    for (EngineKind kind : EngineKind.values()) {
      digests.put(kind.key(), digest(kind, workload));
    }
    assertEquals("", Agreement.differences(digests));
    long rows = Long.parseLong(digests.get(EngineKind.SLUICE.key()).get(TableDigest.ROWS));
    assertTrue(rows > 100, rows + " rows");
  }

  private Map<String, String> digest(EngineKind kind, Workload workload) throws Exception {
    Path out = folder.resolve(kind.key());
    List<String> figures = kind.open(workload, folder.resolve("work")).run(out);
    if (workload.output().kind() == Kind.PARQUET) {
      return TableDigest.of(kind.table(out), workload);
    }
    Map<String, String> digest = new LinkedHashMap<>();
    digest.put(TableDigest.ROWS, figures.get(0));
    for (int i = 1; i < figures.size(); i++) {
      digest.put(workload.input().columns().get(i - 1).name(), figures.get(i));
    }
    return digest;
  }
}
