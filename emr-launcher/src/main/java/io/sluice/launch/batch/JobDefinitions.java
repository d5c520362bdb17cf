package io.sluice.launch.batch;

import io.sluice.launch.JobNames;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.profile.BatchProfile;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.AssignPublicIp;
import software.amazon.awssdk.services.batch.model.ContainerProperties;
import software.amazon.awssdk.services.batch.model.EvaluateOnExit;
import software.amazon.awssdk.services.batch.model.JobDefinition;
import software.amazon.awssdk.services.batch.model.JobDefinitionType;
import software.amazon.awssdk.services.batch.model.MountPoint;
import software.amazon.awssdk.services.batch.model.PlatformCapability;
import software.amazon.awssdk.services.batch.model.RegisterJobDefinitionRequest;
import software.amazon.awssdk.services.batch.model.ResourceRequirement;
import software.amazon.awssdk.services.batch.model.ResourceType;
import software.amazon.awssdk.services.batch.model.RetryAction;
import software.amazon.awssdk.services.batch.model.RetryStrategy;
import software.amazon.awssdk.services.batch.model.Volume;

/**
 * What a job of ours is: on Fargate, its root read-only except for {@code /tmp}, its user not root
 * (the image says so), tried again only after exit code 1.
 */
final class JobDefinitions {
  private static final String TMP = "tmp";

  private final BatchClient client;

  JobDefinitions(BatchClient client) {
    this.client = client;
  }

  /** The ARN of the definition that suits an order: the newest of its name, or a new revision. */
  String forOrder(LaunchOrder order) {
    RegisterJobDefinitionRequest wanted = wanted(order);
    return newest(wanted.jobDefinitionName())
        .filter(there -> same(there, wanted))
        .map(JobDefinition::jobDefinitionArn)
        .orElseGet(() -> client.registerJobDefinition(wanted).jobDefinitionArn());
  }

  private Optional<JobDefinition> newest(String name) {
    return client
        .describeJobDefinitionsPaginator(b -> b.jobDefinitionName(name).status("ACTIVE"))
        .jobDefinitions()
        .stream()
        .max((a, b) -> Integer.compare(a.revision(), b.revision()));
  }

  private static boolean same(JobDefinition there, RegisterJobDefinitionRequest wanted) {
    ContainerProperties a = there.containerProperties();
    ContainerProperties b = wanted.containerProperties();
    return a.image().equals(b.image())
        && a.resourceRequirements().equals(b.resourceRequirements())
        && String.valueOf(a.jobRoleArn()).equals(String.valueOf(b.jobRoleArn()))
        && String.valueOf(a.executionRoleArn()).equals(String.valueOf(b.executionRoleArn()))
        && Boolean.TRUE.equals(a.readonlyRootFilesystem())
        && publicIp(a) == publicIp(b)
        && wanted.retryStrategy().equals(there.retryStrategy());
  }

  /** Without a word of it Batch assigns none. */
  private static AssignPublicIp publicIp(ContainerProperties container) {
    return container.networkConfiguration() == null
            || container.networkConfiguration().assignPublicIp() == null
        ? AssignPublicIp.DISABLED
        : container.networkConfiguration().assignPublicIp();
  }

  static RegisterJobDefinitionRequest wanted(LaunchOrder order) {
    BatchProfile profile = order.profile().ways().batch();
    ContainerProperties container =
        ContainerProperties.builder()
            .image(profile.image())
            .jobRoleArn(profile.jobRole())
            .executionRoleArn(profile.executionRole())
            .readonlyRootFilesystem(true)
            .networkConfiguration(
                n ->
                    n.assignPublicIp(
                        profile.publicIp() ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED))
            .resourceRequirements(
                requirement(ResourceType.VCPU, profile.vcpus()),
                requirement(ResourceType.MEMORY, profile.memoryMb()))
            .volumes(Volume.builder().name(TMP).build())
            .mountPoints(
                MountPoint.builder()
                    .sourceVolume(TMP)
                    .containerPath("/tmp")
                    .readOnly(false)
                    .build())
            .build();
    return RegisterJobDefinitionRequest.builder()
        .jobDefinitionName(JobNames.PREFIX + order.profile().name())
        .type(JobDefinitionType.CONTAINER)
        .platformCapabilities(PlatformCapability.FARGATE)
        .propagateTags(true)
        .containerProperties(container)
        .retryStrategy(retries(profile.attempts()))
        .tags(order.sharedTags())
        .build();
  }

  private static ResourceRequirement requirement(ResourceType type, int value) {
    return ResourceRequirement.builder().type(type).value(Integer.toString(value)).build();
  }

  /** Refused (3) and wrongly asked (2) it would be again; the first rule that fits counts. */
  private static RetryStrategy retries(int attempts) {
    return RetryStrategy.builder()
        .attempts(attempts)
        .evaluateOnExit(
            List.of(
                on("1", RetryAction.RETRY), on("2", RetryAction.EXIT), on("3", RetryAction.EXIT)))
        .build();
  }

  private static EvaluateOnExit on(String code, RetryAction action) {
    return EvaluateOnExit.builder().onExitCode(code).action(action).build();
  }
}
