package io.sluice.deploy;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.ApplicationState;
import software.amazon.awssdk.services.emrserverless.model.ResourceNotFoundException;
import software.amazon.awssdk.services.emrserverless.model.ValidationException;

/**
 * A stack's application of EMR Serverless. One that has been started by a run is removed only after
 * it has stopped, and CloudFormation does not stop it.
 */
final class LargeApplication {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int MOST_PAUSES = 300;

  private static final Set<ApplicationState> RUNS =
      Set.of(ApplicationState.STARTING, ApplicationState.STARTED);
  private static final Set<ApplicationState> ON_ITS_WAY =
      Set.of(ApplicationState.CREATING, ApplicationState.STOPPING);

  private LargeApplication() {}

  /**
   * Stops it, if it is there and has been started, and waits until it has.
   *
   * @throws DeployException if it does not stop, because runs go on there
   */
  static void stop(AwsSettings settings, String id, DeployProgress progress, Stack.Pause pause) {
    try (EmrServerlessClient client =
        AwsClients.configured(EmrServerlessClient.builder(), settings).build()) {
      if (RUNS.contains(state(client, id))) {
        progress.say("stopping application " + id);
        stop(client, id);
      }
      for (int i = 0; ON_ITS_WAY.contains(state(client, id)); i++) {
        if (i == MOST_PAUSES) {
          throw new DeployException(
              "EMR Serverless application " + id + " does not stop: destroy again in a while");
        }
        pause.pause(PAUSE);
      }
    } catch (ResourceNotFoundException gone) {
      progress.say("application " + id + " is gone already");
    }
  }

  private static void stop(EmrServerlessClient client, String id) {
    try {
      client.stopApplication(b -> b.applicationId(id));
    } catch (ValidationException e) {
      throw new DeployException(
          "EMR Serverless application "
              + id
              + " cannot be stopped, nor removed: "
              + e.awsErrorDetails().errorMessage()
              + "\nWait for its runs, or end them: aws emr-serverless cancel-job-run"
              + " --application-id "
              + id
              + " --job-run-id RUN. Then destroy again",
          e);
    }
  }

  private static ApplicationState state(EmrServerlessClient client, String id) {
    return client.getApplication(b -> b.applicationId(id)).application().state();
  }
}
