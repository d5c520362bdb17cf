package io.sluice.launch.serverless;

import io.sluice.launch.LaunchState.Phase;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;

/** How a run of EMR Serverless is, in the words of launches. */
public final class RunPhase {
  private RunPhase() {}

  /**
   * By its state, and by what is said of it: a run that took too long counts as cancelled there.
   *
   * @param details may be null
   */
  public static Phase of(JobRunState state, String details) {
    return switch (state) {
      case SUBMITTED, QUEUED, PENDING, SCHEDULED -> Phase.PENDING;
      case RUNNING, CANCELLING -> Phase.RUNNING;
      case SUCCESS -> Phase.SUCCEEDED;
      case FAILED, CANCELLED, UNKNOWN_TO_SDK_VERSION ->
          String.valueOf(details).contains("timed out")
              ? Phase.TIMED_OUT
              : state == JobRunState.CANCELLED ? Phase.CANCELLED : Phase.FAILED;
    };
  }
}
