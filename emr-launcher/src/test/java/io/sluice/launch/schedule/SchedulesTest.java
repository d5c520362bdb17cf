package io.sluice.launch.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchException;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** Schedules in the emulator, which really start runs of the job. */
@ExtendWith(LocalAwsForTests.class)
class SchedulesTest {
  private static String role;
  private static Schedules schedules;

  @BeforeAll
  static void role() {
    LocalAws.use(LocalAwsForTests.aws().endpoint());
    try (IamClient iam = IamClient.builder().region(Region.AWS_GLOBAL).build()) {
      role =
          iam.createRole(
                  b ->
                      b.roleName("scheduler")
                          .assumeRolePolicyDocument(
                              """
                              {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                "Action": "sts:AssumeRole",
                                "Principal": {"Service": "scheduler.amazonaws.com"}}]}"""))
              .role()
              .arn();
    }
    schedules = new Schedules(SchedulerClient.create(), "sluice");
  }

  private static ScheduledRun run(String name, Times times) {
    return new ScheduledRun(name, times, "scheduled", "s3://b/a.yml", "s3://b/lake", false);
  }

  @Test
  void areMadeChangedPausedListedAndRemoved() {
    Schedules own = new Schedules(SchedulerClient.create(), "own");
    assertEquals(List.of(), own.list());
    ScheduledRun daily = run("daily", Times.parse("02:30", "Europe/Berlin"));
    own.put(daily, role, "");
    assertEquals(List.of(daily), own.list());
    ScheduledRun later = run("daily", Times.parse("03:30", "Asia/Seoul"));
    own.put(later, role, "");
    assertEquals(List.of(later), own.list());
    own.pause("daily", true);
    assertTrue(own.list().get(0).paused());
    assertEquals(later.times(), own.list().get(0).times());
    assertEquals(later.spec(), own.list().get(0).spec());
    own.pause("daily", false);
    assertEquals(List.of(later), own.list());
    own.remove("daily");
    assertEquals(List.of(), own.list());
    assertTrue(
        assertThrows(LaunchException.class, () -> own.remove("daily"))
            .getMessage()
            .contains("there is no schedule 'daily' of stack own"));
    assertThrows(LaunchException.class, () -> own.put(run("a b", later.times()), role, ""));
  }

  /** At a local time of a zone: the emulator reckons in that zone, as AWS does. */
  @Test
  void startTheJobAtTheirTime() throws Exception {
    GlueClient glue = GlueClient.create();
    glue.createJob(
        b ->
            b.name("scheduled")
                .role(role)
                .glueVersion("5.1")
                .jobRunQueuingEnabled(true)
                .command(c -> c.name("glueetl").scriptLocation("s3://b/script.scala")));
    ZoneId zone = ZoneId.of("Asia/Seoul");
    List<JobRun> runs = List.of();
    int times = 0;
    // A time that was over when the schedule came never comes: a slow machine needs a later one.
    for (int seconds = 2; runs.isEmpty() && seconds < 120; seconds *= 3) {
      times++;
      LocalDateTime soon =
          LocalDateTime.now(zone).plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
      schedules.put(
          run(
              "once",
              Times.parse(
                  "at(" + DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(soon) + ")", zone.getId())),
          role,
          "");
      long deadline = System.nanoTime() + Duration.ofSeconds(30 + 2 * seconds).toNanos();
      while (runs.isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(200);
        runs = glue.getJobRuns(b -> b.jobName("scheduled")).jobRuns();
      }
    }
    assertTrue(!runs.isEmpty() && runs.size() <= times, runs.size() + " runs");
    assertEquals("s3://b/a.yml", runs.get(0).arguments().get("--spec"));
    assertEquals("s3://b/lake", runs.get(0).arguments().get("--lake"));
  }
}
