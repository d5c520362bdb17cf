package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;

/**
 * Addition glue_jobs, as far as no Spark is needed: this emulator has none. Queue, time-out, stop
 * and exit codes are in infrastructure's tests.
 */
@ExtendWith(LocalAwsForTests.class)
class GlueJobsTest {
  private static final Map<String, String> ARGUMENTS =
      Map.of("--job-language", "scala", "--class", "a.B", "--extra-jars", "s3://b/a.jar");

  @Test
  void aJobIsKeptAsItWasMadeAndReplacedByAnUpdate() {
    create("kept", "5.1", ARGUMENTS);
    Job job = Clients.glue().getJob(b -> b.jobName("kept")).job();
    assertEquals("5.1", job.glueVersion());
    assertEquals(ARGUMENTS, job.defaultArguments());
    assertTrue(job.jobRunQueuingEnabled());
    Clients.glue().updateJob(b -> b.jobName("kept").jobUpdate(u -> u.role("r").timeout(7)));
    job = Clients.glue().getJob(b -> b.jobName("kept")).job();
    assertEquals(7, job.timeout());
    assertEquals(Map.of(), job.defaultArguments());
    Clients.glue().deleteJob(b -> b.jobName("kept"));
    assertThrows(
        EntityNotFoundException.class, () -> Clients.glue().getJob(b -> b.jobName("kept")));
  }

  @Test
  void aRunThatCannotBeStartedSaysWhy() throws Exception {
    create("old", "4.0", ARGUMENTS);
    assertFails("old", "GlueVersion 4.0");
    create("no-class", "5.1", Map.of("--job-language", "scala"));
    assertFails("no-class", "Missing argument --class");
    create("python", "5.1", Map.of("--job-language", "python"));
    assertFails("python", "only scala");
    create("no-spark", "5.1", ARGUMENTS);
    assertFails("no-spark", "Spark is not there");
  }

  @Test
  void runsComeInPagesAndAllOfThemAreThere() throws Exception {
    create("many", "4.0", ARGUMENTS);
    for (int i = 0; i < 5; i++) {
      assertFails("many", "GlueVersion");
    }
    assertEquals(
        2, Clients.glue().getJobRuns(b -> b.jobName("many").maxResults(2)).jobRuns().size());
    assertEquals(
        5,
        Clients.glue().getJobRunsPaginator(b -> b.jobName("many").maxResults(2)).stream()
            .mapToInt(page -> page.jobRuns().size())
            .sum());
  }

  private static void create(String name, String version, Map<String, String> arguments) {
    Clients.glue()
        .createJob(
            b ->
                b.name(name)
                    .role("arn:aws:iam::000000000000:role/none")
                    .glueVersion(version)
                    .jobRunQueuingEnabled(true)
                    .command(c -> c.name("glueetl").scriptLocation("s3://b/script.scala"))
                    .defaultArguments(arguments));
  }

  private static void assertFails(String job, String why) throws Exception {
    String id = Clients.glue().startJobRun(b -> b.jobName(job)).jobRunId();
    Eventually.holds(
        () -> {
          JobRun run = Clients.glue().getJobRun(b -> b.jobName(job).runId(id)).jobRun();
          assertEquals(JobRunState.FAILED, run.jobRunState());
          assertTrue(run.errorMessage().contains(why), run.errorMessage());
        });
  }
}
