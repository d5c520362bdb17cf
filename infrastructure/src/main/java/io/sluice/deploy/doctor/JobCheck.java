package io.sluice.deploy.doctor;

import io.sluice.aws.AwsClients;
import java.util.List;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Job;

/** Whether the Glue job is as the flow needs it. */
final class JobCheck implements Check {
  @Override
  public String name() {
    return "job";
  }

  @Override
  public List<Finding> look(Patient patient) {
    Findings findings = new Findings(name());
    Job job;
    try {
      job = AwsClients.glue(patient.settings()).getJob(b -> b.jobName(patient.id("Job"))).job();
    } catch (EntityNotFoundException e) {
      findings.fault(
          "the Glue job " + patient.id("Job") + " is not there",
          "'sluice destroy' (data stays), then " + patient.deployAgain());
      return findings.orGood("");
    }
    String version = String.valueOf(job.glueVersion());
    if (!version.startsWith("5.")) {
      findings.fault(
          "its GlueVersion is "
              + version
              + ": Glue 4 has Java 8, and Glue 6 a Spark for another Scala",
          "set it to 5.1: " + patient.deployAgain());
    }
    String jar = "s3://" + patient.id("Artifacts") + "/" + patient.parameter("JarKey");
    if (!jar.equals(job.defaultArguments().get("--extra-jars"))) {
      findings.warning(
          "it runs " + job.defaultArguments().get("--extra-jars") + ", not the stack's " + jar,
          patient.deployAgain());
    }
    if (job.maxRetries() != null && job.maxRetries() > 0) {
      findings.warning(
          "Glue itself runs it again (MaxRetries " + job.maxRetries() + "), even a refused batch",
          "set MaxRetries to 0; the state machine itself tries again where that can help");
    }
    if (!Boolean.TRUE.equals(job.jobRunQueuingEnabled())) {
      findings.warning(
          "runs are not queued: one more than "
              + (job.executionProperty() == null ? 1 : job.executionProperty().maxConcurrentRuns())
              + " at once fails",
          "set JobRunQueuingEnabled: " + patient.deployAgain());
    }
    if (!"job-bookmark-disable".equals(job.defaultArguments().get("--job-bookmark-option"))) {
      findings.warning(
          "job bookmarks are on: Glue might leave out files that the ledger expects",
          "set --job-bookmark-option to job-bookmark-disable");
    }
    return findings.orGood("Glue " + version + ", " + job.workerTypeAsString());
  }
}
