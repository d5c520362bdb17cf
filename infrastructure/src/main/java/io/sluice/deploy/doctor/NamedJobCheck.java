package io.sluice.deploy.doctor;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import java.util.List;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;

/** Whether the Glue job that an environment names is there, of a Glue that runs the program. */
final class NamedJobCheck implements EnvironmentCheck {
  @Override
  public String name() {
    return "named-job";
  }

  @Override
  public List<Finding> look(Environment environment, AwsSettings settings) {
    Findings findings = new Findings(name());
    String job = environment.job();
    if (job.isEmpty()) {
      return findings.orGood("none is named");
    }
    String version;
    try {
      version =
          String.valueOf(AwsClients.glue(settings).getJob(b -> b.jobName(job)).job().glueVersion());
    } catch (EntityNotFoundException e) {
      findings.fault(
          "glue.job: there is no Glue job " + job + " in " + environment.region(),
          "correct it in sluice.yaml, or leave it out: then 'sluice launch' makes one");
      return findings.orGood("");
    }
    if (!version.startsWith("5.")) {
      findings.fault(
          "glue.job: " + job + " has GlueVersion " + version + ", which cannot run the program",
          "set it to 5.1, or leave glue.job out of sluice.yaml");
    }
    return findings.orGood(job + ", Glue " + version);
  }
}
