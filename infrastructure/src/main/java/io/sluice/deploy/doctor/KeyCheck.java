package io.sluice.deploy.doctor;

import java.util.List;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Whether the user's own key, if there is one, can be used. */
final class KeyCheck implements Check {
  @Override
  public String name() {
    return "key";
  }

  @Override
  public List<Finding> look(Patient patient) {
    Findings findings = new Findings(name());
    String arn = patient.parameter("KeyArn");
    if (arn.isEmpty()) {
      return findings.orGood("AWS's own keys are used");
    }
    if (!arn.split(":", -1)[3].equals(patient.stack().region())) {
      findings.fault(
          arn + " is of another region than the stack, " + patient.stack().region(),
          "name a key of that region: 'sluice deploy -P KeyArn=ARN'");
      return findings.orGood("");
    }
    try (KmsClient kms = patient.client(KmsClient.builder())) {
      KeyMetadata key = kms.describeKey(b -> b.keyId(arn)).keyMetadata();
      if (key.keyState() == KeyState.PENDING_DELETION) {
        findings.fault(
            arn + " will be deleted on " + key.deletionDate() + ", and all data with it",
            "aws kms cancel-key-deletion --key-id " + arn);
      } else if (key.keyState() != KeyState.ENABLED) {
        findings.fault(arn + " is " + key.keyStateAsString(), "aws kms enable-key --key-id " + arn);
      }
    } catch (NotFoundException e) {
      findings.fault(arn + " is not there", "name another one: 'sluice deploy -P KeyArn=ARN'");
    }
    return findings.orGood(arn + " is enabled");
  }
}
