package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.emr.model.StepConfig;

/** Repair request_models, a rule of its models for each service that the others do not test. */
@ExtendWith(LocalAwsForTests.class)
class RequestModelsTest {
  private static final String LONG = "x".repeat(300);

  @Test
  void batchWantsAJobsQueue() {
    refused(
        "at 'jobQueue' failed to satisfy constraint: Member must not be null",
        () -> Clients.batch().submitJob(b -> b.jobName("a").jobDefinition("b")));
  }

  @Test
  void emrKnowsWhatAStepsFailureMayDo() {
    StepConfig step =
        StepConfig.builder()
            .name("a")
            .actionOnFailure("GIVE_UP")
            .hadoopJarStep(j -> j.jar("command-runner.jar"))
            .build();
    refused(
        "'steps.1.member.actionOnFailure' failed to satisfy constraint: Member must satisfy enum",
        () -> Clients.emr().addJobFlowSteps(b -> b.jobFlowId("j-1").steps(step)));
  }

  @Test
  void emrServerlessHasAPatternForNames() {
    refused(
        "'name' failed to satisfy constraint: Member must satisfy regular expression",
        () ->
            Clients.emrServerless()
                .createApplication(
                    b -> b.name("a name?").type("SPARK").releaseLabel("emr-7.12.0")));
  }

  @Test
  void glueKnowsItsWorkers() {
    refused(
        "'workerType' failed to satisfy constraint: Member must satisfy enum",
        () -> Clients.glue().startJobRun(b -> b.jobName("a").workerType("G.3X")));
  }

  @Test
  void lambdaHasALeastMemory() {
    refused(
        "'memorySize' failed to satisfy constraint: Member must have value greater than or equal"
            + " to 128",
        () ->
            Clients.lambda().updateFunctionConfiguration(b -> b.functionName("a").memorySize(64)));
  }

  @Test
  void logsHavePagesOfALength() {
    refused(
        "'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
        () -> Clients.logs().filterLogEvents(b -> b.logGroupName("a").limit(10_001)));
  }

  @Test
  void s3KnowsItsStorageClasses() {
    refused(
        "'storageClass' failed to satisfy constraint: Member must satisfy enum",
        () ->
            Clients.s3()
                .putObject(
                    b -> b.bucket("a-bucket").key("k").storageClass("PAPER"), RequestBody.empty()));
  }

  @Test
  void schedulerWantsAWindow() {
    refused(
        "at 'flexibleTimeWindow' failed to satisfy constraint: Member must not be null",
        () ->
            Clients.scheduler()
                .createSchedule(
                    b ->
                        b.name("a")
                            .scheduleExpression("rate(1 day)")
                            .target(t -> t.arn("arn:aws:x").roleArn("arn:aws:iam::1:role/a"))));
  }

  @Test
  void stepFunctionsHaveShortNames() {
    refused(
        "'name' failed to satisfy constraint: Member must have length less than or equal to 80",
        () ->
            Clients.sfn().startExecution(b -> b.stateMachineArn("arn:aws:states:::a").name(LONG)));
  }

  private static void refused(String because, Executable request) {
    AwsServiceException e = assertThrows(AwsServiceException.class, request);
    assertEquals("ValidationException", e.awsErrorDetails().errorCode(), e::getMessage);
    assertTrue(e.getMessage().contains(because), e.getMessage());
  }
}
