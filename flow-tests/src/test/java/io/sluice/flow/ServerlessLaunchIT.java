package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.serverless.ServerlessWay;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;

/** An application that is made, with the role of the stack's job. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class ServerlessLaunchIT extends LaunchContract {
  @Override
  String way() {
    return "emr-serverless";
  }

  @Override
  String environment() {
    return "";
  }

  @Override
  void assertNothingRuns() {
    EmrServerlessClient client =
        AwsClients.configured(EmrServerlessClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
    assertEquals(
        List.of(), new ServerlessWay(client, LaunchClock.OF_MACHINE, "us-east-1").running());
  }
}
