package io.sluice.deploy.doctor;

import io.sluice.aws.AwsClients;
import io.sluice.deploy.Artifacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether the programs are there, and are those that are built here. */
final class ProgramsCheck implements Check {
  @Override
  public String name() {
    return "programs";
  }

  @Override
  public List<Finding> look(Patient patient) {
    Findings findings = new Findings(name());
    S3Client s3 = AwsClients.s3(patient.settings());
    for (String parameter : List.of("JarKey", "FunctionsKey", "ScriptKey", "MachineKey")) {
      String key = patient.parameter(parameter);
      try {
        s3.headObject(b -> b.bucket(patient.id("Artifacts")).key(key));
      } catch (S3Exception e) {
        if (e.statusCode() != 404) {
          throw e;
        }
        findings.fault(
            "s3://" + patient.id("Artifacts") + "/" + key + " is not there",
            patient.deployAgain() + " uploads it");
      }
    }
    compare("the job's jar", patient.jar(), patient.parameter("JarKey"), patient, findings);
    compare(
        "the functions' archive",
        patient.functions(),
        patient.parameter("FunctionsKey"),
        patient,
        findings);
    return findings.orGood("they are in " + patient.id("Artifacts"));
  }

  private static void compare(
      String what, Optional<Path> built, String key, Patient patient, Findings findings) {
    if (built.isEmpty()) {
      return;
    }
    try {
      if (!key.contains(Artifacts.hash(built.get()).substring(0, 16))) {
        findings.warning(
            what + " that is deployed is not the one that is built here", patient.deployAgain());
      }
    } catch (IOException e) {
      findings.unknown(built.get() + " cannot be read: " + e.getMessage(), "build again");
    }
  }
}
