package io.sluice.launch.emr;

import io.sluice.launch.LaunchOrder;
import io.sluice.launch.SparkSettings;
import io.sluice.launch.profile.EmrProfile;
import io.sluice.launch.profile.Fleet;
import io.sluice.launch.profile.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.emr.model.ActionOnFailure;
import software.amazon.awssdk.services.emr.model.Application;
import software.amazon.awssdk.services.emr.model.Configuration;
import software.amazon.awssdk.services.emr.model.InstanceFleetConfig;
import software.amazon.awssdk.services.emr.model.InstanceFleetType;
import software.amazon.awssdk.services.emr.model.JobFlowInstancesConfig;
import software.amazon.awssdk.services.emr.model.OnDemandProvisioningAllocationStrategy;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.SpotProvisioningAllocationStrategy;
import software.amazon.awssdk.services.emr.model.Tag;

/** A cluster that is made for one order, and ends with its steps. */
final class ClusterRequest {
  private static final int SECONDS_A_MINUTE = 60;

  private final LaunchOrder order;
  private final EmrProfile settings;
  private final String region;

  ClusterRequest(LaunchOrder order, String region) {
    this.order = order;
    this.settings = order.profile().ways().emr();
    this.region = region;
  }

  RunJobFlowRequest build() {
    // A step that fails ends the cluster; one of several must not take the others with it. Either
    // way the cluster ends when no step is left, and, if that fails too, when it is idle.
    ActionOnFailure onFailure =
        order.parts().size() == 1 ? ActionOnFailure.TERMINATE_CLUSTER : ActionOnFailure.CONTINUE;
    RunJobFlowRequest.Builder request =
        RunJobFlowRequest.builder()
            .name(order.resourceName())
            .releaseLabel(settings.release())
            .applications(Application.builder().name("Spark").build())
            .configurations(
                Configuration.builder()
                    .classification("spark-hive-site")
                    .properties(
                        Map.of(
                            "hive.metastore.client.factory.class", SparkSettings.METASTORE_FACTORY))
                    .build())
            .serviceRole(settings.serviceRole())
            .jobFlowRole(settings.instanceProfile())
            .visibleToAllUsers(true)
            .logUri(logs(order) + "/")
            .tags(tags())
            .instances(instances())
            .steps(Steps.of(order, onFailure, region))
            .autoTerminationPolicy(
                p -> p.idleTimeout((long) settings.idleMinutes() * SECONDS_A_MINUTE));
    if (settings.mostInstances() > 0) {
      int least = settings.core().size();
      request.managedScalingPolicy(
          p ->
              p.computeLimits(
                  l ->
                      l.unitType("InstanceFleetUnits")
                          .minimumCapacityUnits(least)
                          .maximumCapacityUnits(
                              Math.max(least + settings.task().size(), settings.mostInstances()))));
    }
    return request.build();
  }

  /** Where a cluster's logs go: without a place there are none. */
  static String logs(LaunchOrder order) {
    String named = order.profile().ways().emr().logs();
    return named.isEmpty() ? order.temporary("emr") : named;
  }

  private List<Tag> tags() {
    return order.tags().entrySet().stream()
        .map(each -> Tag.builder().key(each.getKey()).value(each.getValue()).build())
        .toList();
  }

  private JobFlowInstancesConfig instances() {
    Network network = order.profile().network();
    List<InstanceFleetConfig> fleets = new ArrayList<>();
    fleets.add(fleet(InstanceFleetType.MASTER, settings.primary()));
    fleets.add(fleet(InstanceFleetType.CORE, settings.core()));
    if (settings.task().size() > 0) {
      fleets.add(fleet(InstanceFleetType.TASK, settings.task()));
    }
    JobFlowInstancesConfig.Builder instances =
        JobFlowInstancesConfig.builder()
            .keepJobFlowAliveWhenNoSteps(false)
            .terminationProtected(false)
            .instanceFleets(fleets);
    if (!network.subnets().isEmpty()) {
      instances.ec2SubnetIds(network.subnets());
    }
    if (!network.securityGroups().isEmpty()) {
      instances
          .additionalMasterSecurityGroups(network.securityGroups())
          .additionalSlaveSecurityGroups(network.securityGroups());
    }
    return instances.build();
  }

  private InstanceFleetConfig fleet(InstanceFleetType kind, Fleet fleet) {
    InstanceFleetConfig.Builder config =
        InstanceFleetConfig.builder()
            .name(kind.toString())
            .instanceFleetType(kind)
            .targetOnDemandCapacity(fleet.onDemand())
            .targetSpotCapacity(fleet.spot())
            .instanceTypeConfigs(
                fleet.types().stream()
                    .map(
                        type ->
                            software.amazon.awssdk.services.emr.model.InstanceTypeConfig.builder()
                                .instanceType(type)
                                .weightedCapacity(1)
                                .build())
                    .toList());
    config.launchSpecifications(
        l -> {
          if (fleet.onDemand() > 0) {
            l.onDemandSpecification(
                s -> s.allocationStrategy(OnDemandProvisioningAllocationStrategy.LOWEST_PRICE));
          }
          if (fleet.spot() > 0) {
            l.spotSpecification(
                s ->
                    s.timeoutDurationMinutes(settings.spot().minutes())
                        .timeoutAction(settings.spot().otherwise())
                        .allocationStrategy(
                            SpotProvisioningAllocationStrategy.PRICE_CAPACITY_OPTIMIZED));
          }
        });
    return config.build();
  }
}
