package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.batch.BatchWay;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * The image's folder as its script makes it, started by its entry point with the job's command,
 * under a role with no more than 'sluice policies batch' prints.
 */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class BatchLaunchIT extends LaunchContract {
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}""";

  private static BatchClient client;
  private static String role;

  @BeforeAll
  static void queueRoleAndImage() throws Exception {
    Flow flow = Flow.flow();
    client = Flow.client(BatchClient.builder());
    client.createJobQueue(b -> b.jobQueueName("launched").priority(1));
    try (IamClient iam = Flow.client(IamClient.builder())) {
      role =
          iam.createRole(b -> b.roleName("launched-batch").assumeRolePolicyDocument(TRUST))
              .role()
              .arn();
      iam.putRolePolicy(
          b ->
              b.roleName("launched-batch")
                  .policyName("least")
                  .policyDocument(Launcher.policy("batch")));
    }
    Path image =
        Files.createDirectories(
            flow.state().resolve("batch").resolve("images").resolve("repo_sluice_built"));
    Path assemble =
        Path.of(System.getProperty("sluice.root"), "infrastructure", "batch", "assemble");
    Process process = new ProcessBuilder(assemble.toString(), image.toString()).inheritIO().start();
    assertEquals(0, process.waitFor());
  }

  @Override
  String way() {
    return "batch";
  }

  @Override
  String environment() {
    return """
               batch: {queue: launched, image: "repo/sluice:built", job_role: "%1$s", execution_role: "%1$s"}
           """
        .formatted(role);
  }

  @Override
  void assertNothingRuns() {
    assertEquals(
        List.of(), new BatchWay(client, client, LaunchClock.OF_MACHINE, "us-east-1").running());
  }
}
