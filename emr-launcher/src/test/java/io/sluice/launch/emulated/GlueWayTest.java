package io.sluice.launch.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.glue.GlueWay;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.ExecutionClass;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.glue.model.WorkerType;

@ExtendWith(WhereEmulated.class)
class GlueWayTest extends ListedContract {
  private static final String JOB = "sluice-test";

  private final GlueClient glue = Emulated.get().client(GlueClient.builder()).build();
  private final GlueWay way = way(Emulated.HASTY);

  @Override
  GlueWay way(LaunchClock clock) {
    return new GlueWay(
        glue, glue, clock, profile -> "s3://launching/script.scala", Emulated.REGION);
  }

  @Override
  String start() {
    return "glue StartJobRun";
  }

  @Override
  String ask() {
    return "glue GetJobRun";
  }

  @Override
  String noRoom() {
    return "ResourceNumberLimitExceededException";
  }

  @Override
  int submitted(String runId) {
    try {
      return (int)
          glue.getJobRunsPaginator(b -> b.jobName(JOB)).stream()
              .flatMap(page -> page.jobRuns().stream())
              .filter(run -> runId.equals(run.arguments().get("--run-id")))
              .count();
    } catch (EntityNotFoundException e) {
      return 0;
    }
  }

  @Override
  Path process(LaunchHandle handle) {
    return Path.of("glue", handle.id());
  }

  /** In Glue's queue, after a run that does not end. */
  @Override
  Never never(String runId) {
    Profile one = Emulated.profile("glue: runs_at_once: 1");
    launching().start(way, Emulated.order("before-" + runId, one, "sleep"), () -> {});
    return new Never(
        Emulated.order(runId, one, Duration.ofSeconds(1), "exit-0"),
        Phase.TIMED_OUT,
        "after its time-out",
        way);
  }

  @AfterEach
  void endWhatOthersWaitFor() {
    way.running().forEach(way::cancel);
  }

  @Test
  void theJobIsMadeAndFollowsTheProfile() {
    follow(launching().start(way, order("made", "exit-0"), () -> {}).record().handle());
    Job made = glue.getJob(b -> b.jobName(JOB)).job();
    assertEquals("5.1", made.glueVersion());
    assertEquals(WorkerType.G_1_X, made.workerType());
    assertEquals(Emulated.JAR, made.defaultArguments().get("--extra-jars"));
    assertEquals("true", made.defaultArguments().get("--enable-auto-scaling"));

    Profile other =
        Emulated.profile(
            "glue: worker_type: G.2X, workers: 7, flex: true, auto_scaling: false, version: '5.0'");
    LaunchOrder order = Emulated.order("updated", other, "exit-0");
    LaunchHandle handle = launching().start(way, order, () -> {}).record().handle();
    follow(handle);
    Job updated = glue.getJob(b -> b.jobName(JOB)).job();
    assertEquals("5.0", updated.glueVersion());
    assertEquals(7, updated.numberOfWorkers());
    assertEquals(null, updated.defaultArguments().get("--enable-auto-scaling"));
    JobRun run = glue.getJobRun(b -> b.jobName(JOB).runId(handle.id())).jobRun();
    assertEquals(ExecutionClass.FLEX, run.executionClass());
    assertEquals(10, run.timeout());
  }

  @Test
  void aJobThatExistsRunsItsOwnJarUnlessOneIsNamedAndThatIsTold() {
    glue.createJob(
        b ->
            b.name("deployed")
                .role(Emulated.ROLE + "runs")
                .glueVersion("5.1")
                .workerType(WorkerType.G_2_X)
                .numberOfWorkers(9)
                .command(c -> c.name("glueetl").scriptLocation("s3://launching/script.scala"))
                .defaultArguments(
                    Map.of(
                        "--job-language",
                        "scala",
                        "--class",
                        "io.sluice.jobs.IngestMain",
                        "--extra-jars",
                        "s3://launching/jobs-0a1b.jar")));
    Profile profile = Emulated.profile("glue: job: deployed");
    Size size = way.size(profile, Work.of(List.of())).orElseThrow();
    // It does not scale, so that there are as many however little there is to do.
    assertEquals(9, size.workers());
    assertEquals("G.2X", size.machine().name());
    Profile fewer = Emulated.profile("glue: job: deployed, workers: 3");
    assertEquals(3, way.size(fewer, Work.of(List.of())).orElseThrow().workers());
    String told = String.join("", way.notices(Emulated.order("told", profile, "exit-0")));
    assertTrue(
        told.contains("jobs-0a1b.jar") && told.contains("jobs.jar") && told.contains("deploy"),
        told);
    Profile named = profile.with(profile.place().with("", "", Emulated.JAR));
    LaunchOrder order = Emulated.order("named", named, "exit-0");
    assertEquals(List.of(), way.notices(order));
    LaunchHandle handle = launching().start(way, order, () -> {}).record().handle();
    follow(handle);
    JobRun run = glue.getJobRun(b -> b.jobName("deployed").runId(handle.id())).jobRun();
    assertEquals(Emulated.JAR, run.arguments().get("--extra-jars"));
    assertEquals(JobRunState.SUCCEEDED, run.jobRunState());
  }

  @Test
  void flexWithWorkersThatItDoesNotTakeIsRefused() {
    Profile profile = Emulated.profile("glue: flex: true, worker_type: G.4X");
    LaunchException failure =
        assertThrows(
            LaunchException.class, () -> way.check(Emulated.order("x", profile, "exit-0")));
    assertTrue(failure.getMessage().contains("G.1X and G.2X"), failure.getMessage());
  }

  @Test
  void aJobOfAnOldGlueIsRefused() {
    glue.createJob(
        b ->
            b.name("old")
                .role("r")
                .glueVersion("4.0")
                .command(c -> c.name("glueetl").scriptLocation("s3://launching/script.scala")));
    Profile profile = Emulated.profile("glue: job: old");
    LaunchException failure =
        assertThrows(
            LaunchException.class, () -> way.check(Emulated.order("x", profile, "exit-0")));
    assertTrue(failure.getMessage().contains("Java 8"), failure.getMessage());
  }

  private void follow(LaunchHandle handle) {
    follow(handle, Duration.ofHours(1));
  }
}
