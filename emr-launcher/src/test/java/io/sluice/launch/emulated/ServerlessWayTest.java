package io.sluice.launch.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.Launching.Began;
import io.sluice.launch.Launching.Started;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.serverless.ServerlessWay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.Application;
import software.amazon.awssdk.services.emrserverless.model.ApplicationSummary;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.s3.S3Client;

@ExtendWith(WhereEmulated.class)
class ServerlessWayTest extends ListedContract {
  private final EmrServerlessClient client =
      Emulated.get().client(EmrServerlessClient.builder()).build();
  private final ServerlessWay way = way(Emulated.HASTY);

  @Override
  ServerlessWay way(LaunchClock clock) {
    return new ServerlessWay(client, clock, Emulated.REGION);
  }

  @Override
  String start() {
    return "emr-serverless StartJobRun";
  }

  @Override
  String ask() {
    return "emr-serverless GetJobRun";
  }

  @Override
  String noRoom() {
    return "ServiceQuotaExceededException";
  }

  @Override
  int submitted(String runId) {
    return (int)
        applications().stream()
            .flatMap(
                application ->
                    client
                        .listJobRunsPaginator(b -> b.applicationId(application.id()))
                        .jobRuns()
                        .stream())
            .filter(run -> ("sluice-" + runId).equals(run.name()))
            .count();
  }

  @Override
  Path process(LaunchHandle handle) {
    return Path.of("emr-serverless", handle.id());
  }

  /** In an application that may not have as many processors as the driver wants. */
  @Override
  Never never(String runId) {
    Profile small = Emulated.profile("serverless: most_vcpus: 2");
    // The application's making is not to count.
    way.cancel(way.submit(Emulated.order("before-" + runId, small, "exit-0")));
    return new Never(
        Emulated.order(runId, small, Duration.ofSeconds(1), "exit-0"),
        Phase.TIMED_OUT,
        "after its time-out",
        way);
  }

  private List<ApplicationSummary> applications() {
    return client.listApplicationsPaginator(b -> {}).applications().stream().toList();
  }

  @Test
  void theApplicationIsMadeOnceForEachSettings() {
    String one = application("one", profile());
    assertEquals(one, application("two", profile()));
    String other =
        application("three", Emulated.profile("serverless: most_vcpus: 8, idle_minutes: 2"));
    assertFalse(one.equals(other));
    Application made = client.getApplication(b -> b.applicationId(other)).application();
    assertEquals("8 vCPU", made.maximumCapacity().cpu());
    assertEquals(2, made.autoStopConfiguration().idleTimeoutMinutes());
    assertEquals("data", made.tags().get("team"));
  }

  @Test
  void anApplicationThatIsBeingMadeIsWaitedForAsLongAsTheRunMayTake() {
    Profile first = Emulated.profile("serverless: idle_minutes: 3");
    Started started = launching().start(way, Emulated.order("first", first, "exit-0"), () -> {});
    assertEquals(Began.SUBMITTED, started.began());
    assertEquals(Phase.SUCCEEDED, follow(started.record().handle(), Duration.ofHours(1)).phase());

    Profile other = Emulated.profile("serverless: idle_minutes: 4");
    LaunchClock leaps =
        new LaunchClock() {
          private Duration leapt = Duration.ZERO;

          @Override
          public Instant now() {
            return Instant.now().plus(leapt);
          }

          @Override
          public void pause(Duration time) {
            leapt = leapt.plusHours(1);
          }
        };
    LaunchException late =
        assertThrows(
            LaunchException.class,
            () ->
                new ServerlessWay(client, leaps, Emulated.REGION)
                    .submit(Emulated.order("made-late", other, "exit-0")));
    assertTrue(
        late.getMessage().contains("still CREATING after 10 minutes and takes no run"),
        late.getMessage());
    assertEquals(0, submitted("made-late"));
  }

  private String application(String runId, Profile profile) {
    LaunchHandle handle =
        launching()
            .start(way, Emulated.order(runId, profile, "exit-0"), () -> {})
            .record()
            .handle();
    follow(handle, Duration.ofHours(1));
    return handle.more().get("application");
  }

  @Test
  void aRunIsAskedForWithLimitsTagsAndLogs() {
    LaunchHandle handle =
        launching().start(way, order("asked", "exit-0"), () -> {}).record().handle();
    LaunchState end = follow(handle, Duration.ofHours(1));
    JobRun run =
        client
            .getJobRun(b -> b.applicationId(handle.more().get("application")).jobRunId(handle.id()))
            .jobRun();
    assertEquals("asked", run.tags().get("sluice:run"));
    assertEquals(10, run.executionTimeoutMinutes());
    String parameters = run.jobDriver().sparkSubmit().sparkSubmitParameters();
    assertTrue(parameters.contains("spark.driver.memory=14894m"), parameters);
    assertTrue(parameters.contains("spark.dynamicAllocation.maxExecutors=10"), parameters);
    assertTrue(parameters.contains("AWSGlueDataCatalogHiveClientFactory"), parameters);
    assertTrue(end.link().startsWith("https://"), end.link());
    assertFalse(end.usage().amounts().isEmpty());
    assertEquals(logs(Emulated.LAKE + "/_sluice/tmp/emr-serverless", handle), end.logs());
    List<String> stored = new ArrayList<>();
    try (S3Client s3 = Emulated.get().client(S3Client.builder().forcePathStyle(true)).build()) {
      s3.listObjectsV2Paginator(
              b ->
                  b.bucket("launching")
                      .prefix(end.logs().get(0).substring("s3://launching/".length())))
          .contents()
          .forEach(each -> stored.add(each.key()));
    }
    assertTrue(stored.stream().anyMatch(key -> key.endsWith("stderr.gz")), stored::toString);
  }

  @Test
  void logsAreKeptWhereTheProfileSays() {
    Profile profile = Emulated.profile("serverless: logs: \"s3://launching/logs\"");
    LaunchOrder order = Emulated.order("kept-logs", profile, "exit-0");
    LaunchHandle handle = launching().start(way, order, () -> {}).record().handle();
    LaunchState end = follow(handle, Duration.ofHours(1));
    assertEquals(logs("s3://launching/logs", handle), end.logs());
  }

  private static List<String> logs(String place, LaunchHandle handle) {
    return List.of(
        place + "/applications/" + handle.more().get("application") + "/jobs/" + handle.id() + "/");
  }

  @Test
  void anApplicationThatIsNotThereIsRefused() {
    Profile profile = Emulated.profile("serverless: application: 00none");
    LaunchException failure =
        assertThrows(
            LaunchException.class, () -> way.check(Emulated.order("x", profile, "exit-0")));
    assertTrue(failure.getMessage().contains("00none"), failure.getMessage());
  }
}
