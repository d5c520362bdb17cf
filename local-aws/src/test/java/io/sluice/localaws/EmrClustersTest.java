package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.Application;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.EmrException;
import software.amazon.awssdk.services.emr.model.InstanceFleetConfig;
import software.amazon.awssdk.services.emr.model.InstanceTypeConfig;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.StepConfig;
import software.amazon.awssdk.services.emr.model.StepSummary;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;

/** Addition emr_clusters, as far as no Spark is needed: this emulator has none. */
@ExtendWith(LocalAwsForTests.class)
class EmrClustersTest {
  private static final EmrClient EMR = Clients.emr();

  @Test
  void aStepThatFailsEndsItsClusterAndCancelsWhatWaits() throws Exception {
    String id = run("TERMINATE_CLUSTER", r -> r);
    awaitState(id, ClusterState.TERMINATED_WITH_ERRORS);
    List<StepSummary> steps = EMR.listSteps(b -> b.clusterId(id)).steps();
    assertEquals("CANCELLED", steps.get(0).status().stateAsString());
    assertEquals("FAILED", steps.get(1).status().stateAsString());
    assertTrue(
        steps.get(1).status().failureDetails().message().contains("s3://b/a.jar cannot be read"),
        steps::toString);
  }

  @Test
  void aStepThatFailsMayLeaveTheOthersAndTheClusterEndsWithoutSteps() throws Exception {
    String id = run("CONTINUE", r -> r);
    awaitState(id, ClusterState.TERMINATED);
    assertTrue(
        EMR.listSteps(b -> b.clusterId(id)).steps().stream()
            .allMatch(step -> step.status().stateAsString().equals("FAILED")));
  }

  @Test
  void machinesThatCannotBeHadEndTheCluster() throws Exception {
    String id = run("CONTINUE", r -> r.instances(i -> i.instanceFleets(master("scarce.large"))));
    Cluster cluster = awaitState(id, ClusterState.TERMINATED_WITH_ERRORS);
    assertEquals("INSTANCE_FLEET_TIMEOUT", cluster.status().stateChangeReason().codeAsString());
  }

  @Test
  void whatIsWrongOrNotEmulatedIsRefused() {
    assertRefused(r -> r.releaseLabel("emr-6.15.0"), "release label");
    assertRefused(r -> r.jobFlowRole("nobody"), "InstanceProfile");
    assertRefused(r -> r.customAmiId("ami-1"), "CustomAmiId");
    assertRefused(
        r ->
            r.instances(i -> i.ec2SubnetIds("subnet-0a1b2c3d").instanceFleets(master("m5.xlarge"))),
        "subnet");
  }

  private static void assertRefused(UnaryOperator<RunJobFlowRequest.Builder> change, String why) {
    EmrException refused = assertThrows(EmrException.class, () -> run("CONTINUE", change));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }

  private static String run(String onFailure, UnaryOperator<RunJobFlowRequest.Builder> change) {
    machines();
    RunJobFlowRequest.Builder request =
        RunJobFlowRequest.builder()
            .name("c")
            .releaseLabel("emr-7.12.0")
            .serviceRole("emr")
            .jobFlowRole("machines")
            .applications(Application.builder().name("Spark").build())
            .instances(i -> i.instanceFleets(master("m5.xlarge")))
            .steps(step("first", onFailure), step("second", onFailure));
    return EMR.runJobFlow(change.apply(request).build()).jobFlowId();
  }

  /** The machines' role, where it is not there yet. */
  private static void machines() {
    try {
      Roles.make("machines", "ec2.amazonaws.com");
      Clients.iam().createInstanceProfile(b -> b.instanceProfileName("machines"));
      Clients.iam()
          .addRoleToInstanceProfile(b -> b.instanceProfileName("machines").roleName("machines"));
    } catch (EntityAlreadyExistsException madeBefore) {
      // One for all tests.
    }
  }

  private static StepConfig step(String name, String onFailure) {
    return StepConfig.builder()
        .name(name)
        .actionOnFailure(onFailure)
        .hadoopJarStep(
            s -> s.jar("command-runner.jar").args("spark-submit", "--class", "a.B", "s3://b/a.jar"))
        .build();
  }

  private static InstanceFleetConfig master(String type) {
    return InstanceFleetConfig.builder()
        .instanceFleetType("MASTER")
        .targetOnDemandCapacity(1)
        .instanceTypeConfigs(InstanceTypeConfig.builder().instanceType(type).build())
        .build();
  }

  private static Cluster awaitState(String id, ClusterState state) throws Exception {
    Eventually.holds(
        () ->
            assertEquals(
                state, EMR.describeCluster(b -> b.clusterId(id)).cluster().status().state()));
    return EMR.describeCluster(b -> b.clusterId(id)).cluster();
  }
}
