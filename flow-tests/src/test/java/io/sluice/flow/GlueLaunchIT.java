package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.localaws.testing.LocalAwsForTests;
import org.junit.jupiter.api.extension.ExtendWith;

/** The stack's own job. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class GlueLaunchIT extends LaunchContract {
  @Override
  String way() {
    return "glue";
  }

  @Override
  String environment() {
    return "";
  }

  @Override
  void assertNothingRuns() {
    assertTrue(
        AwsClients.glue(AwsSettings.OF_ENVIRONMENT)
            .getJobRunsPaginator(b -> b.jobName(Flow.flow().output("JobName")))
            .stream()
            .flatMap(page -> page.jobRuns().stream())
            .filter(run -> run.arguments().getOrDefault("--run-id", "").startsWith("glue_"))
            .allMatch(run -> run.completedOn() != null));
  }
}
