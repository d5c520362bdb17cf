package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the machine's own name has no address, Spark does not start; why is told in plain words.
 */
@Timeout(300)
class NamelessMachineTest {
  @TempDir private Path folder;

  @Test
  void whatToDoIsTold() throws Exception {
    TestLake lake = new TestLake(folder);
    lake.file("a.csv", "id\n1\n");
    Path spec =
        Files.writeString(
            folder.resolve("t.yml"),
            "dataset: t\nsource: {path: in, format: csv}\ntarget: {table: t}\n");
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
    JobProcess job =
        JobProcess.start(Engines.SPARK, lake.lake(), spec, "-Djdk.net.hosts.file=" + hosts);
    assertEquals(1, job.exitCode(), job::told);
    assertTrue(job.told().contains("this machine's name has no address ("), job::told);
    assertTrue(job.told().contains("SPARK_LOCAL_HOSTNAME"), job::told);
  }
}
