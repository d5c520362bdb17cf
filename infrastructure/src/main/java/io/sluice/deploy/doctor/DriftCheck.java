package io.sluice.deploy.doctor;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.StackDriftDetectionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;

/** What somebody changed by hand, as CloudFormation's drift detection tells it. */
final class DriftCheck implements Check {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "drift";
  }

  @Override
  public List<Finding> look(Patient patient) {
    Findings findings = new Findings(name());
    try (CloudFormationClient client = patient.client(CloudFormationClient.builder())) {
      String name = patient.stack().name();
      String detection;
      try {
        detection = client.detectStackDrift(b -> b.stackName(name)).stackDriftDetectionId();
      } catch (AwsServiceException e) {
        if (e.statusCode() == 403) {
          throw e;
        }
        findings.unknown(
            "CloudFormation cannot look for it: " + e.awsErrorDetails().errorMessage(),
            "the other checks look at what the flow needs most");
        return findings.orGood("");
      }
      if (!over(client, detection)) {
        findings.unknown(
            "CloudFormation still looks for it",
            "'aws cloudformation describe-stack-resource-drifts --stack-name " + name + "'");
        return findings.orGood("");
      }
      client
          .describeStackResourceDrifts(
              b ->
                  b.stackName(name)
                      .stackResourceDriftStatusFilters(
                          StackResourceDriftStatus.MODIFIED, StackResourceDriftStatus.DELETED))
          .stackResourceDrifts()
          .forEach(each -> tell(each, patient, findings));
    }
    return findings.orGood("nothing was changed by hand");
  }

  private static void tell(StackResourceDrift drift, Patient patient, Findings findings) {
    String what = drift.logicalResourceId() + " (" + drift.physicalResourceId() + ")";
    if (drift.stackResourceDriftStatus() == StackResourceDriftStatus.DELETED) {
      findings.fault(
          what + " was deleted by hand",
          "'sluice destroy' (data stays), then " + patient.deployAgain());
      return;
    }
    StringBuilder changed = new StringBuilder();
    drift
        .propertyDifferences()
        .forEach(
            each ->
                changed
                    .append(changed.isEmpty() ? "" : ", ")
                    .append(each.propertyPath())
                    .append(" is ")
                    .append(each.actualValue())
                    .append(", not ")
                    .append(each.expectedValue()));
    findings.warning(
        what + " was changed by hand: " + changed,
        "change it back, or make it a parameter; a deployment may undo it");
  }

  private static boolean over(CloudFormationClient client, String detection) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < deadline) {
      DescribeStackDriftDetectionStatusResponse status =
          client.describeStackDriftDetectionStatus(b -> b.stackDriftDetectionId(detection));
      if (status.detectionStatus() != StackDriftDetectionStatus.DETECTION_IN_PROGRESS) {
        return true;
      }
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }
}
