package io.sluice.deploy.doctor;

import io.sluice.deploy.Template;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/** Whether the stack came to a good end, and is of this version's template. */
final class StackCheck implements Check {
  @Override
  public String name() {
    return "stack";
  }

  @Override
  public List<Finding> look(Patient patient) {
    Findings findings = new Findings(name());
    String status = patient.stack().status();
    String events =
        "'aws cloudformation describe-stack-events --stack-name " + patient.stack().name() + "'";
    if (status.endsWith("_IN_PROGRESS")) {
      findings.warning("it is being changed: " + status, "wait until it is over");
    } else if (status.equals("UPDATE_ROLLBACK_COMPLETE")) {
      findings.warning(
          "its last change failed and was taken back",
          events + " says why; then " + patient.deployAgain());
    } else if (!status.equals("CREATE_COMPLETE") && !status.equals("UPDATE_COMPLETE")) {
      findings.fault("it is in " + status, events + " says why; docs/aws.md what to do");
    }
    try (CloudFormationClient client = patient.client(CloudFormationClient.builder())) {
      String deployed =
          client
              .getTemplate(
                  b -> b.stackName(patient.stack().name()).templateStage(TemplateStage.ORIGINAL))
              .templateBody();
      if (!deployed.strip().equals(Template.stack().strip())) {
        findings.warning("it was made by another version of Sluice", patient.deployAgain());
      }
    }
    return findings.orGood(patient.stack().name() + " is in " + status);
  }
}
