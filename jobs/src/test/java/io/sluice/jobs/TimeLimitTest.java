package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job whose time is over ends by itself: nobody need be there who ends it. */
@Timeout(300)
class TimeLimitTest {
  @TempDir private Path folder;

  /** The run may not publish, so that it is not over when its time is. */
  @Test
  void aRunWhoseTimeIsOverIsUndoneAndSaysSo() throws Exception {
    TestLake lake = new TestLake(folder);
    lake.file("a.csv", "id\n1\n");
    Path spec =
        Files.writeString(
            folder.resolve("limited.yml"),
            "dataset: t\nsource: {path: in, format: csv}\ntarget: {table: t}\n");
    Path outcome = folder.resolve("outcome.json");
    lake.whileTableIsLeased(
        "default.t",
        () -> {
          JobProcess job =
              JobProcess.start(
                  System.getProperty("java.class.path"),
                  List.of(),
                  List.of(
                      IngestMain.class.getName(),
                      "--lake",
                      lake.lake().toString(),
                      "--run-id",
                      "limited",
                      "--outcome",
                      outcome.toString(),
                      "--time-limit",
                      "1",
                      spec.toString()));
          assertEquals(1, job.exitCode(), job::told);
          assertTrue(job.told().contains("after its time limit of 1 seconds"), job::told);
        });
    String told = Files.readString(outcome);
    assertTrue(told.contains("after its time limit of 1 seconds"), told);
    new Consistency(lake, "default.t").assertHolds("SELECT 1 AS id WHERE false", "id", told);
  }
}
