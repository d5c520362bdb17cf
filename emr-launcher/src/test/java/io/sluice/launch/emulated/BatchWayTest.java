package io.sluice.launch.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.Usage.Amount;
import io.sluice.launch.Usage.Unit;
import io.sluice.launch.batch.BatchWay;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.Profiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.AssignPublicIp;
import software.amazon.awssdk.services.batch.model.ContainerProperties;
import software.amazon.awssdk.services.batch.model.JobDefinition;
import software.amazon.awssdk.services.batch.model.KeyValuesPair;

@ExtendWith(WhereEmulated.class)
class BatchWayTest extends ListedContract {
  private static final Duration HOUR = Duration.ofHours(1);

  private final BatchClient client = Emulated.get().client(BatchClient.builder()).build();
  private final BatchWay way = way(Emulated.HASTY);

  @Override
  BatchWay way(LaunchClock clock) {
    return new BatchWay(client, client, clock, Emulated.REGION);
  }

  @Override
  String start() {
    return "batch SubmitJob";
  }

  @Override
  String ask() {
    return "batch DescribeJobs";
  }

  /** Batch lets jobs wait for machines; what it refuses is too many jobs at a time. */
  @Override
  String noRoom() {
    return "TooManyRequestsException";
  }

  @Override
  int submitted(String runId) {
    KeyValuesPair named =
        KeyValuesPair.builder().name("JOB_NAME").values("sluice-" + runId).build();
    int jobs = 0;
    for (String queue : List.of(Emulated.QUEUE, Emulated.SCARCE_QUEUE)) {
      jobs += client.listJobs(b -> b.jobQueue(queue).filters(named)).jobSummaryList().size();
    }
    return jobs;
  }

  @Override
  Path process(LaunchHandle handle) {
    return Path.of("batch", handle.id());
  }

  @Override
  Never never(String runId) {
    Profile scarce = Emulated.profile("batch: queue: " + Emulated.SCARCE_QUEUE);
    return new Never(
        Emulated.order(runId, scarce, Duration.ofSeconds(1), "exit-0"),
        Phase.TIMED_OUT,
        "after its time-out",
        way);
  }

  @Test
  void aJobTellsItsLogAndWhatItUsed() {
    LaunchState state = ended("told", "exit-0");
    assertEquals(OptionalInt.of(0), state.exitCode());
    assertEquals(1, state.logs().size(), state.logs()::toString);
    assertTrue(state.logs().get(0).startsWith("cloudwatch:/aws/batch/job:sluice-test/default/"));
    assertEquals(
        List.of(Unit.VCPU_HOURS, Unit.MEMORY_GB_HOURS),
        state.usage().amounts().stream().map(Amount::unit).toList());
  }

  /** By its tags, which lists do not have: a sweep leaves alone what is of other lakes. */
  @Test
  void aJobThatRunsTellsItsLake() throws InterruptedException {
    LaunchHandle handle = begun("whose");
    assertEquals(Emulated.LAKE, handle.more().get(LaunchHandle.LAKE));
    assertEquals(List.of(handle.more()), way.running().stream().map(LaunchHandle::more).toList());
    way.cancel(handle);
  }

  @Test
  void onlyExitCode1IsTriedAgain() {
    assertEquals(Phase.SUCCEEDED, ended("again", "again").phase());
    assertEquals(2, attempts("again"));
    LaunchState refused = ended("limits", "exit-3");
    assertEquals(Phase.FAILED, refused.phase());
    assertEquals(OptionalInt.of(3), refused.exitCode());
    assertEquals(1, attempts("limits"));
    assertEquals(OptionalInt.of(1), ended("fails", "exit-1").exitCode());
    assertEquals(2, attempts("fails"));
  }

  private LaunchState ended(String runId, String spec) {
    LaunchOrder order = order(runId, spec);
    return follow(launching().start(way, order, () -> {}).record().handle(), HOUR);
  }

  private int attempts(String runId) {
    String id = records().find(runId).orElseThrow().handle().id();
    return client.describeJobs(b -> b.jobs(id)).jobs().get(0).attempts().size();
  }

  @Test
  void theDefinitionIsMadeOnceAndIsAsTheProfileSays() {
    Profile open = profile("open", "public_ip: true");
    for (String runId : List.of("open-1", "open-2")) {
      follow(
          launching().start(way, Emulated.order(runId, open, "exit-0"), () -> {}).record().handle(),
          HOUR);
    }
    ContainerProperties made = definition("sluice-open");
    assertTrue(made.readonlyRootFilesystem());
    assertEquals(AssignPublicIp.ENABLED, made.networkConfiguration().assignPublicIp());
    Profile closed = profile("closed", "public_ip: false");
    follow(
        launching()
            .start(way, Emulated.order("closed", closed, "exit-0"), () -> {})
            .record()
            .handle(),
        HOUR);
    assertEquals(
        AssignPublicIp.DISABLED,
        definition("sluice-closed").networkConfiguration().assignPublicIp());
  }

  private static Profile profile(String environment, String more) {
    return Profiles.read(
            """
            environments:
              %s:
                batch: {queue: %s, image: "%s", job_role: "%4$sruns", execution_role: "%4$sruns", %5$s}
            """
                .formatted(environment, Emulated.QUEUE, Emulated.IMAGE, Emulated.ROLE, more),
            "sluice.yaml")
        .environment(environment);
  }

  private ContainerProperties definition(String name) {
    List<JobDefinition> made =
        client.describeJobDefinitions(b -> b.jobDefinitionName(name)).jobDefinitions();
    assertEquals(1, made.size());
    return made.get(0).containerProperties();
  }

  @Test
  void whatCannotSucceedIsRefusedBeforeItCosts() {
    client.createJobQueue(b -> b.jobQueueName("shut").priority(1).state("DISABLED"));
    assertTrue(refusal(Emulated.profile("batch: queue: none")).contains("there is no queue none"));
    assertTrue(refusal(Emulated.profile("batch: queue: shut")).contains("takes no jobs"));
    assertTrue(refusal(Profile.defaults()).contains("batch.queue"));
  }

  private String refusal(Profile profile) {
    LaunchOrder order = Emulated.order("x", profile, "exit-0");
    return assertThrows(LaunchException.class, () -> way.check(order)).getMessage();
  }

  @Test
  void aJobThatBatchHasForgottenFailedAsFarAsItKnows() {
    LaunchHandle unknown = new LaunchHandle("batch", "x", "unknown", Instant.now(), Map.of());
    assertEquals(Phase.FAILED, way.state(unknown).phase());
  }
}
