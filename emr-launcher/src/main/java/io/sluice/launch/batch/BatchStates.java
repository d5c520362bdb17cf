package io.sluice.launch.batch;

import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.Usage;
import io.sluice.launch.Usage.Amount;
import io.sluice.launch.Usage.Unit;
import io.sluice.launch.network.ConsoleLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import software.amazon.awssdk.services.batch.model.AttemptDetail;
import software.amazon.awssdk.services.batch.model.ContainerDetail;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.ResourceRequirement;
import software.amazon.awssdk.services.batch.model.ResourceType;

/** What Batch says of a job, as the state of a launch. */
final class BatchStates {
  /** The reason that we end jobs with: by it a job that was ended is told from one that failed. */
  static final String CANCELLED = "cancelled by sluice";

  private static final double HOUR_MS = 3_600_000;
  private static final double GB_MB = 1024;

  private BatchStates() {}

  static LaunchState of(JobDetail job, String region) {
    Phase phase = phase(job);
    String reason = phase.over() && phase != Phase.SUCCEEDED ? reason(job) : "";
    Integer code = job.container() == null ? null : job.container().exitCode();
    return new LaunchState(
        phase,
        code == null ? OptionalInt.empty() : OptionalInt.of(code),
        reason,
        usage(job),
        ConsoleLinks.of(region, "batch", "jobs/detail/" + job.jobId()),
        logs(job));
  }

  private static Phase phase(JobDetail job) {
    return switch (job.status()) {
      case SUBMITTED, PENDING, RUNNABLE, STARTING -> Phase.PENDING;
      case RUNNING -> Phase.RUNNING;
      case SUCCEEDED -> Phase.SUCCEEDED;
      case FAILED, UNKNOWN_TO_SDK_VERSION -> {
        String reason = reason(job);
        yield reason.contains(CANCELLED)
            ? Phase.CANCELLED
            : reason.contains("attempt duration exceeded timeout") ? Phase.TIMED_OUT : Phase.FAILED;
      }
    };
  }

  /** Batch's own, and what the container's end was. */
  private static String reason(JobDetail job) {
    String container =
        job.container() == null || job.container().reason() == null
            ? ""
            : ": " + job.container().reason();
    return String.valueOf(job.statusReason()) + container;
  }

  /** Of all attempts; one that runs counts from its beginning. */
  private static Usage usage(JobDetail job) {
    long ms = 0;
    for (AttemptDetail attempt : job.attempts()) {
      if (attempt.startedAt() != null && attempt.stoppedAt() != null) {
        ms += attempt.stoppedAt() - attempt.startedAt();
      }
    }
    if (job.attempts().isEmpty() && job.startedAt() != null && job.stoppedAt() != null) {
      ms = job.stoppedAt() - job.startedAt();
    }
    if (ms == 0 || job.container() == null) {
      return Usage.NONE;
    }
    double hours = ms / HOUR_MS;
    return new Usage(
        List.of(
            new Amount(Unit.VCPU_HOURS, hours * number(job.container(), ResourceType.VCPU), ""),
            new Amount(
                Unit.MEMORY_GB_HOURS,
                hours * number(job.container(), ResourceType.MEMORY) / GB_MB,
                "")));
  }

  private static double number(ContainerDetail container, ResourceType type) {
    return container.resourceRequirements().stream()
        .filter(each -> each.type() == type)
        .map(ResourceRequirement::value)
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElse(0);
  }

  private static List<String> logs(JobDetail job) {
    List<String> places = new ArrayList<>();
    for (AttemptDetail attempt : job.attempts()) {
      if (attempt.container() != null && attempt.container().logStreamName() != null) {
        places.add("cloudwatch:/aws/batch/job:" + attempt.container().logStreamName());
      }
    }
    if (places.isEmpty() && job.container() != null && job.container().logStreamName() != null) {
      places.add("cloudwatch:/aws/batch/job:" + job.container().logStreamName());
    }
    return places;
  }
}
