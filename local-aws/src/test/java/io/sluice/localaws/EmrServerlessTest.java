package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.ApplicationState;
import software.amazon.awssdk.services.emrserverless.model.ConflictException;
import software.amazon.awssdk.services.emrserverless.model.InitialCapacityConfig;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;
import software.amazon.awssdk.services.emrserverless.model.ValidationException;

/** Addition emr_serverless, as far as no Spark is needed: this emulator has none. */
@ExtendWith(LocalAwsForTests.class)
class EmrServerlessTest {
  private static final EmrServerlessClient CLIENT = Clients.emrServerless();

  @Test
  void aTokenGetsTheSameRunAndNoOtherRequest() throws Exception {
    String application = application("tokens");
    StartJobRunRequest request = request(application, "t1", "--class a.B");
    String run = CLIENT.startJobRun(request).jobRunId();
    assertEquals(run, CLIENT.startJobRun(request).jobRunId());
    assertThrows(
        ConflictException.class,
        () -> CLIENT.startJobRun(request.toBuilder().name("another").build()));
    assertEquals(1, CLIENT.listJobRuns(b -> b.applicationId(application)).jobRuns().size());
    assertFails(application, run, "s3://b/a.jar cannot be read");
  }

  @Test
  void aRunThatCannotBeStartedSaysWhy() throws Exception {
    String application = application("wrong");
    assertFails(
        application,
        CLIENT.startJobRun(request(application, "t2", "--conf spark.a=b")).jobRunId(),
        "--class is missing");
    assertFails(
        application,
        CLIENT.startJobRun(request(application, "t3", "--class a.B --verbose x")).jobRunId(),
        "unknown or unfinished option --verbose");
  }

  @Test
  void whatIsWrongOrNotEmulatedIsRefused() {
    assertThrows(
        ValidationException.class,
        () -> CLIENT.createApplication(b -> b.type("SPARK").releaseLabel("emr-6.9.0")));
    assertThrows(
        ValidationException.class,
        () ->
            CLIENT.createApplication(
                b ->
                    b.type("SPARK")
                        .releaseLabel("emr-7.12.0")
                        .initialCapacity(
                            Map.of(
                                "Driver",
                                InitialCapacityConfig.builder().workerCount(1L).build()))));
  }

  @Test
  void anApplicationThatIsBeingMadeTakesNoRuns() throws Exception {
    AtomicReference<String> young = new AtomicReference<>();
    // Half a second is soon over: another is made until one is still young when it is asked.
    Eventually.holds(
        () -> {
          String made = begun("young");
          ValidationException refused =
              assertThrows(
                  ValidationException.class,
                  () -> CLIENT.startJobRun(request(made, "t", "--class a.B")));
          assertTrue(refused.getMessage().contains("CREATING"), refused.getMessage());
          young.set(made);
        });
    awaitCreated(young.get());
    CLIENT.startJobRun(request(young.get(), "t", "--class a.B"));
  }

  private static String application(String name) throws Exception {
    String application = begun(name);
    awaitCreated(application);
    return application;
  }

  private static String begun(String name) {
    return CLIENT
        .createApplication(b -> b.name(name).type("SPARK").releaseLabel("emr-7.12.0"))
        .applicationId();
  }

  private static void awaitCreated(String application) throws Exception {
    Eventually.holds(
        () ->
            assertEquals(
                ApplicationState.CREATED,
                CLIENT.getApplication(b -> b.applicationId(application)).application().state()));
  }

  private static StartJobRunRequest request(String application, String token, String parameters) {
    return StartJobRunRequest.builder()
        .applicationId(application)
        .clientToken(token)
        .executionRoleArn("arn:aws:iam::000000000000:role/none")
        .jobDriver(
            d -> d.sparkSubmit(s -> s.entryPoint("s3://b/a.jar").sparkSubmitParameters(parameters)))
        .build();
  }

  private static void assertFails(String application, String run, String why) throws Exception {
    Eventually.holds(
        () -> {
          JobRun job = CLIENT.getJobRun(b -> b.applicationId(application).jobRunId(run)).jobRun();
          assertEquals(JobRunState.FAILED, job.state());
          assertTrue(job.stateDetails().contains(why), job.stateDetails());
        });
  }
}
