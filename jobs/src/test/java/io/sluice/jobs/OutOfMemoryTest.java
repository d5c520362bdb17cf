package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A task of Spark's that runs out of memory ends its run like any other failure. */
@Timeout(900)
class OutOfMemoryTest {
  @TempDir private Path folder;

  @Test
  void isToldAndUndone() throws Exception {
    TestLake lake = new TestLake(folder);
    lake.file("a.csv", "x\na\n");
    Path spec =
        Files.writeString(
            folder.resolve("s.yml"),
            "dataset: t\nsource: {path: in}\n"
                + "transforms: [{derive: {y: \"repeat(x, 1500000000)\"}}]\ntarget: {table: t}\n");
    JobProcess job = JobProcess.start(Engines.SPARK, lake.lake(), spec);
    assertEquals(1, job.exitCode(), job.told());
    assertTrue(job.told().contains("sluice: out of memory: give it a larger heap"), job.told());
    assertFalse(job.told().contains("interrupted"), job.told());
    assertFalse(job.told().contains("\tat "), job.told());
    assertFalse(Files.exists(lake.lake().resolve("default/t/_sluice_pending")));
  }
}
