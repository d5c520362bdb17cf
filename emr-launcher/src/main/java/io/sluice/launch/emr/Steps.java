package io.sluice.launch.emr;

import io.sluice.launch.JobArguments;
import io.sluice.launch.JobNames;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchOrder.Part;
import io.sluice.launch.SparkSettings;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.emr.model.ActionOnFailure;
import software.amazon.awssdk.services.emr.model.StepConfig;
import software.amazon.awssdk.services.emr.model.StepSummary;

/** An order's steps: one for each spec, each a spark-submit whose driver runs on the cluster. */
final class Steps {
  private Steps() {}

  /**
   * @param onFailure what a step that fails does to its cluster
   */
  static List<StepConfig> of(LaunchOrder order, ActionOnFailure onFailure, String region) {
    List<StepConfig> steps = new ArrayList<>();
    for (Part part : order.parts()) {
      steps.add(
          StepConfig.builder()
              .name(name(part.runId()))
              .actionOnFailure(onFailure)
              .hadoopJarStep(s -> s.jar("command-runner.jar").args(command(order, part, region)))
              .build());
    }
    return steps;
  }

  static String name(String runId) {
    return JobNames.PREFIX + runId;
  }

  /** Whether a step is of a run, or of one of its parts. */
  static boolean isOf(String step, String runId) {
    String name = name(runId);
    return step.equals(name)
        || (step.startsWith(name + "-s") && step.substring(name.length() + 2).matches("[0-9]+"));
  }

  /** The lake that a step was told; empty if it was told none. */
  static String lake(StepSummary step) {
    List<String> words = step.config() == null ? List.of() : step.config().args();
    return JobArguments.find(JobArguments.LAKE, words).orElse("");
  }

  private static List<String> command(LaunchOrder order, Part part, String region) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "spark-submit",
                "--deploy-mode",
                "cluster",
                "--name",
                name(part.runId()),
                "--class",
                JobNames.INGEST));
    int memory = order.profile().ways().emr().driverMemoryGb();
    if (memory > 0) {
      command.addAll(List.of("--conf", "spark.driver.memory=" + memory + "g"));
    }
    SparkSettings.onAws(region)
        .forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
    command.add(order.jar());
    command.addAll(part.arguments(order.lake()));
    // EMR has no time-out of steps: without it, one that hangs outlives a launcher that died.
    command.addAll(List.of("--time-limit", String.valueOf(order.timeout().toSeconds())));
    return command;
  }
}
