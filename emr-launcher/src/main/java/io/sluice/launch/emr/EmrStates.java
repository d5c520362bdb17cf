package io.sluice.launch.emr;

import io.sluice.launch.LaunchState.Phase;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.ClusterStateChangeReasonCode;
import software.amazon.awssdk.services.emr.model.StepState;
import software.amazon.awssdk.services.emr.model.StepSummary;

/** What the states of steps and of their cluster mean for an order: the steps decide. */
final class EmrStates {
  private static final Set<ClusterState> ENDED =
      Set.of(ClusterState.TERMINATED, ClusterState.TERMINATED_WITH_ERRORS);

  /** Why a cluster ends though nobody wanted it to. */
  private static final Set<ClusterStateChangeReasonCode> BROKEN =
      Set.of(
          ClusterStateChangeReasonCode.INTERNAL_ERROR,
          ClusterStateChangeReasonCode.VALIDATION_ERROR,
          ClusterStateChangeReasonCode.INSTANCE_FAILURE,
          ClusterStateChangeReasonCode.INSTANCE_FLEET_TIMEOUT,
          ClusterStateChangeReasonCode.BOOTSTRAP_FAILURE);

  private EmrStates() {}

  static boolean ended(Cluster cluster) {
    return ENDED.contains(cluster.status().state());
  }

  /** Whether it was a cluster's own trouble that ended it. */
  static boolean broken(Cluster cluster) {
    return cluster.status().stateChangeReason() != null
        && cluster.status().stateChangeReason().code() != null
        && BROKEN.contains(cluster.status().stateChangeReason().code());
  }

  /** The phase of an order with these steps; none may be there yet. */
  static Phase phase(List<StepSummary> steps, Cluster cluster) {
    if (steps.isEmpty()) {
      return ended(cluster) ? Phase.FAILED : Phase.PENDING;
    }
    boolean started = false;
    boolean over = true;
    for (StepSummary step : steps) {
      Phase phase = phase(step.status().state());
      over &= phase.over();
      started |= phase != Phase.PENDING;
    }
    if (!over && !ended(cluster)) {
      return started ? Phase.RUNNING : Phase.PENDING;
    }
    return worst(steps, cluster);
  }

  private static Phase worst(List<StepSummary> steps, Cluster cluster) {
    Phase worst = Phase.SUCCEEDED;
    for (StepSummary step : steps) {
      Phase phase = phase(step.status().state());
      if (phase == Phase.FAILED || !phase.over()) {
        return Phase.FAILED;
      }
      if (phase == Phase.CANCELLED) {
        worst = broken(cluster) ? Phase.FAILED : Phase.CANCELLED;
      }
    }
    return worst;
  }

  static Phase phase(StepState state) {
    return switch (state) {
      case PENDING -> Phase.PENDING;
      case RUNNING, CANCEL_PENDING -> Phase.RUNNING;
      case COMPLETED -> Phase.SUCCEEDED;
      case CANCELLED -> Phase.CANCELLED;
      case FAILED, INTERRUPTED, UNKNOWN_TO_SDK_VERSION -> Phase.FAILED;
    };
  }
}
