package io.sluice.launch.glue;

import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.Usage;
import io.sluice.launch.Usage.Unit;
import io.sluice.launch.network.ConsoleLinks;
import java.util.List;
import java.util.OptionalInt;
import software.amazon.awssdk.services.glue.model.ExecutionClass;
import software.amazon.awssdk.services.glue.model.JobRun;

/** A Glue run's state as a launch's. */
final class GlueStates {
  private GlueStates() {}

  static LaunchState of(JobRun run, String region) {
    String group = run.logGroupName() == null ? "/aws-glue/jobs" : run.logGroupName();
    return new LaunchState(
        phase(run),
        OptionalInt.empty(),
        run.errorMessage() == null ? "" : run.errorMessage(),
        usage(run),
        ConsoleLinks.of(region, "gluestudio", "/job/" + run.jobName() + "/run/" + run.id()),
        List.of(
            "cloudwatch:" + group + "/error:" + run.id(),
            "cloudwatch:" + group + "/output:" + run.id()));
  }

  static Phase phase(JobRun run) {
    return switch (run.jobRunState()) {
      case STARTING, WAITING -> Phase.PENDING;
      case RUNNING, STOPPING -> Phase.RUNNING;
      case SUCCEEDED -> Phase.SUCCEEDED;
      case STOPPED -> Phase.CANCELLED;
      case TIMEOUT -> Phase.TIMED_OUT;
      case FAILED, ERROR, EXPIRED, UNKNOWN_TO_SDK_VERSION -> Phase.FAILED;
    };
  }

  /** Glue tells DPU-seconds where workers come and go; else it is all of them all the time. */
  private static Unit unit(JobRun run) {
    if (run.workerTypeAsString() != null && run.workerTypeAsString().startsWith("R.")) {
      return Unit.MEMORY_DPU_SECONDS;
    }
    return run.executionClass() == ExecutionClass.FLEX ? Unit.FLEX_DPU_SECONDS : Unit.DPU_SECONDS;
  }

  private static Usage usage(JobRun run) {
    Unit unit = unit(run);
    if (run.dpuSeconds() != null) {
      return Usage.of(unit, run.dpuSeconds());
    }
    if (run.executionTime() == null || run.maxCapacity() == null) {
      return Usage.NONE;
    }
    return Usage.of(unit, run.executionTime() * run.maxCapacity());
  }
}
