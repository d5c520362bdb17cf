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
import io.sluice.launch.Launching.Began;
import io.sluice.launch.Launching.Started;
import io.sluice.launch.Usage.Unit;
import io.sluice.launch.cost.Cost;
import io.sluice.launch.cost.PriceList;
import io.sluice.launch.cost.Used;
import io.sluice.launch.emr.EmrWay;
import io.sluice.launch.profile.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.Application;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.InstanceFleetConfig;
import software.amazon.awssdk.services.emr.model.InstanceTypeConfig;

@ExtendWith(WhereEmulated.class)
class EmrWayTest extends ListedContract {
  private static final Duration HOUR = Duration.ofHours(1);

  private final EmrClient client = Emulated.get().client(EmrClient.builder()).build();
  private final EmrWay way = way(Emulated.HASTY);

  @Override
  EmrWay way(LaunchClock clock) {
    return new EmrWay(client, client, clock, Emulated.REGION);
  }

  @Override
  String start() {
    return "emr RunJobFlow";
  }

  @Override
  String ask() {
    return "emr DescribeCluster";
  }

  @Override
  String noRoom() {
    return "InsufficientInstanceCapacity";
  }

  @Override
  int submitted(String runId) {
    return (int)
        client.listClustersPaginator(b -> {}).clusters().stream()
            .filter(each -> each.name().equals("sluice-" + runId))
            .count();
  }

  @Override
  Path process(LaunchHandle handle) {
    return Path.of("emr", client.listSteps(b -> b.clusterId(handle.id())).steps().get(0).id());
  }

  @Override
  Never never(String runId) {
    Profile profile =
        Emulated.profile("emr: primary: {types: scarce.large}, core: {types: scarce.large}");
    return new Never(
        Emulated.order(runId, profile, "exit-0"), Phase.FAILED, "timed out when provisioning", way);
  }

  @Test
  void severalSpecsAreSeveralStepsAndOneThatFailsTakesNoOtherWithIt() {
    LaunchOrder order = order("many", "exit-0", "exit-1", "exit-0");
    Started started = launching().start(way, order, () -> {});
    LaunchState end = follow(started.record().handle(), HOUR);
    assertEquals(Phase.FAILED, end.phase());
    assertEquals(
        List.of("COMPLETED", "FAILED", "COMPLETED"),
        client.listSteps(b -> b.clusterId(started.record().handle().id())).steps().stream()
            .map(step -> step.status().stateAsString())
            .toList());
    assertEquals(1, submitted("many"));
  }

  @Test
  void aClusterIsMadeAsTheProfileSaysAndEndsWithItsStep() throws InterruptedException {
    Profile profile =
        Emulated.profile(
            "emr: driver_memory_gb: 3, core: {types: [m6g.xlarge], on_demand: 1, spot: 2},"
                + " task: {spot: 1}");
    Started started = launching().start(way, Emulated.order("fleets", profile, "exit-0"), () -> {});
    LaunchHandle handle = started.record().handle();
    LaunchState end = follow(handle, HOUR);
    assertEquals(Phase.SUCCEEDED, end.phase(), end::reason);
    assertTrue(end.logs().get(0).startsWith(Emulated.LAKE + "/_sluice/tmp/emr/j-"));
    awaitEnded(handle.id());
    Cluster cluster = client.describeCluster(b -> b.clusterId(handle.id())).cluster();
    assertTrue(cluster.tags().toString().contains("fleets"), cluster.tags()::toString);
    assertEquals("emr-7.12.0", cluster.releaseLabel());
    assertTrue(cluster.autoTerminate());
    List<String> command =
        client.listSteps(b -> b.clusterId(handle.id())).steps().get(0).config().args();
    assertTrue(command.contains("spark.driver.memory=3g"), command::toString);
    assertEquals("spark-hive-site", cluster.configurations().get(0).classification());
    LaunchState after = way.state(handle);
    assertEquals(
        List.of("m5.xlarge on-demand", "m5.xlarge spot", "m6g.xlarge on-demand", "m6g.xlarge spot"),
        after.usage().amounts().stream().map(amount -> amount.of()).toList());
    assertTrue(
        after.usage().amounts().stream().allMatch(each -> each.unit() == Unit.INSTANCE_HOURS));
    Cost cost = Used.cost(EmrWay.NAME, after.usage(), PriceList.builtIn());
    assertTrue(!cost.unknown().contains("ec2.m5.xlarge-on-demand-hour"), cost::text);
  }

  @Test
  void aStepOnAClusterThatExistsLeavesItAndIsFoundThere() throws InterruptedException {
    String cluster = kept();
    try {
      Profile profile = Emulated.profile("emr: cluster: " + cluster);
      LaunchOrder order = Emulated.order("shared", profile, "exit-0");
      fault("emr AddJobFlowSteps", "InternalFailure", 500, 1, true);
      Started started = launching().start(way, order, () -> {});
      assertEquals(Phase.SUCCEEDED, follow(started.record().handle(), HOUR).phase());
      assertEquals(1, client.listSteps(b -> b.clusterId(cluster)).steps().size());
      assertEquals(Began.ATTACHED, launching().start(way, order, () -> {}).began());

      LaunchOrder second = Emulated.order("stopped", profile, "sleep");
      LaunchHandle handle = launching().start(way, second, () -> {}).record().handle();
      while (way.state(handle).phase() != Phase.RUNNING) {
        Thread.sleep(100);
      }
      // By its lake a sweep tells its own steps from others'.
      LaunchHandle found =
          way.running().stream()
              .filter(each -> each.runId().equals("stopped"))
              .findFirst()
              .orElseThrow();
      assertEquals(Emulated.LAKE, found.more().get(LaunchHandle.LAKE));
      assertEquals(handle.more(), found.more());
      way.cancel(found);
      assertEquals(Phase.CANCELLED, follow(handle, HOUR).phase());
      assertEquals(
          ClusterState.WAITING,
          client.describeCluster(b -> b.clusterId(cluster)).cluster().status().state());
    } finally {
      client.terminateJobFlows(b -> b.jobFlowIds(cluster));
    }
    LaunchException failure =
        assertThrows(
            LaunchException.class,
            () ->
                way.check(
                    Emulated.order("x", Emulated.profile("emr: cluster: " + cluster), "exit-0")));
    assertTrue(failure.getMessage().contains("name one that is running"), failure.getMessage());
  }

  private String kept() throws InterruptedException {
    String id =
        client
            .runJobFlow(
                b ->
                    b.name("ours")
                        .releaseLabel("emr-7.9.0")
                        .serviceRole("emr")
                        .jobFlowRole("machines")
                        .applications(Application.builder().name("Spark").build())
                        .instances(
                            i ->
                                i.keepJobFlowAliveWhenNoSteps(true)
                                    .instanceFleets(
                                        InstanceFleetConfig.builder()
                                            .instanceFleetType("MASTER")
                                            .targetOnDemandCapacity(1)
                                            .instanceTypeConfigs(
                                                InstanceTypeConfig.builder()
                                                    .instanceType("m5.xlarge")
                                                    .build())
                                            .build())))
            .jobFlowId();
    while (client.describeCluster(b -> b.clusterId(id)).cluster().status().state()
        != ClusterState.WAITING) {
      Thread.sleep(100);
    }
    return id;
  }

  private void awaitEnded(String cluster) throws InterruptedException {
    while (!client
        .describeCluster(b -> b.clusterId(cluster))
        .cluster()
        .status()
        .stateAsString()
        .startsWith("TERMINATED")) {
      Thread.sleep(100);
    }
  }
}
