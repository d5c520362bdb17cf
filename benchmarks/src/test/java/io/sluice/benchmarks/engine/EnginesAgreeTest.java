package io.sluice.benchmarks.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.benchmarks.check.Agreement;
import io.sluice.benchmarks.check.TableDigest;
import io.sluice.benchmarks.data.DataCache;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.benchmarks.workload.Codec;
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
  private static final Path TEST_DATA = Path.of(System.getProperty("sluice.testData"));
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
  @EnumSource(
      value = BenchmarkCase.class,
      names = {"BIG_LAKE", "MANY_FILES", "S3", "GLUE_PARTITIONS", "DYNAMO_FILES"},
      mode = EnumSource.Mode.EXCLUDE)
  void allEnginesMakeTheSameOfEachCase(BenchmarkCase tested) throws Exception {
    DataCache cache = new DataCache(data, line -> {});
    Workload workload = tested.workload(cache, TEST_DATA, SCALE, Codec.ZSTD, 2, 1);
    assertTrue(workload.input().textBytes() > 500, "there is data: " + workload.input());
    Map<String, Map<String, String>> digests = new LinkedHashMap<>();
    for (EngineKind kind : EngineKind.values()) {
      // Polars runs in Python, which is not everywhere.
      if (kind != EngineKind.POLARS && kind.can(workload)) {
        digests.put(kind.key(), digest(kind, workload));
      }
    }
    assertTrue(digests.size() > 1 || digests.containsKey(EngineKind.SLUICE.key()), "" + digests);
    assertEquals("", Agreement.differences(digests));
    long rows = Long.parseLong(digests.values().iterator().next().get(TableDigest.ROWS));
    assertTrue(rows >= 40, rows + " rows");
  }

  private Map<String, String> digest(EngineKind kind, Workload workload) throws Exception {
    Path out = folder.resolve(kind.key());
    List<String> figures = Engines.open(kind, workload, folder.resolve("work")).run(out);
    if (!workload.output().kind().isFigures()) {
      return TableDigest.of(kind.table(workload, out), workload);
    }
    Map<String, String> digest = new LinkedHashMap<>();
    digest.put(TableDigest.ROWS, figures.get(0));
    for (int i = 1; i < figures.size(); i++) {
      digest.put(workload.input().columns().get(i - 1).name(), figures.get(i));
    }
    return digest;
  }
}
