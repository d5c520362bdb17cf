package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.WriteException;
import io.sluice.ingest.testing.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks and jobs that fail. */
class SparkFailuresTest extends SparkIngestFixture {
  @ParameterizedTest
  @EnumSource(value = Way.class, mode = EnumSource.Mode.EXCLUDE, names = "THREADS")
  void aTaskThatFailsAtFirstDoublesNothing(Way way) throws IOException, SQLException {
    FlakyFileSystem.install(spark, 30_000);
    Path location = folder.resolve("table");
    ReadRequest request = data.request(FlakyFileSystem.SCHEME + ":", 20_000, 1);
    TableJob job = job(request, location, BY_YEAR_AND_NAME);
    WriteResult result = job.run(way);
    assertTrue(FlakyFileSystem.failures() >= 1, "no task failed");
    assertAccounted(result);
    job.publish(result);
    assertEquals(data.good, DuckDb.count(DuckDb.table(location)));
    assertEquals(
        List.of(data.good + "|" + data.good),
        DuckDb.rows("SELECT count(*), count(DISTINCT id) FROM " + DuckDb.table(location)));
    assertFalse(Files.exists(location.resolve("_sluice_pending")));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aRunThatFailsSaysWhyAndIsUndone(Way way) throws IOException {
    Path location = folder.resolve("table");
    TableJob job = job(data.request("", 25_000, 2), location, List.of());
    Files.delete(data.path(3));
    WriteException e = assertThrows(WriteException.class, () -> job.run(way));
    assertTrue(e.getMessage().contains("in-3.csv"), e.getMessage());
    job.discard();
    assertFalse(Files.exists(location));
  }

  /** Not by anything that was read: nobody is to look for wrong splits. */
  @Test
  void aJobThatIsCancelledWasInterrupted() throws Exception {
    TableJob job = job(data.request("", 25_000, 2), folder.resolve("table"), List.of());
    String sleep = "java_method('java.lang.Thread', 'sleep', 20L)";
    Thread canceller =
        new Thread(
            () -> {
              while (spark.sparkContext().statusTracker().getActiveJobIds().length == 0) {
                Thread.onSpinWait();
              }
              spark.sparkContext().cancelAllJobs();
            });
    canceller.start();
    WriteException e =
        assertThrows(
            WriteException.class,
            () -> job.sql(rows -> rows.withColumn("name", functions.expr(sleep))));
    canceller.join();
    assertInstanceOf(InterruptedException.class, e.getCause());
    job.discard();
  }

  @Test
  void aColumnOfAnotherTypeIsRefusedBeforeAnythingRuns() throws IOException {
    Path location = folder.resolve("table");
    TableJob job = job(data.request("", 25_000, 2), location, List.of());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                job.sql(rows -> rows.withColumn("ratio", functions.expr("cast(ratio as string)"))));
    assertTrue(
        e.getMessage().contains("'ratio' is double") && e.getMessage().contains("string"),
        e.getMessage());
    assertFalse(Files.exists(location));
  }
}
