package io.sluice.lambda.arrival;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.arrival.Batch;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.ExecutionNames;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.Json;
import io.sluice.lambda.host.Log;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/**
 * Starts executions of batches. That one exists already is as good as having started it: name and
 * input follow from the batch.
 */
final class Starter {
  private final Environment environment;
  private final FlowLake lake;
  private SfnClient client;

  Starter(Environment environment, FlowLake lake) {
    this.environment = environment;
    this.lake = lake;
  }

  /** Starts the first execution of a batch, if it is not written down that it was started. */
  void start(Batch batch, Log log) {
    if (batch.started() > 0 || batch.state() == Batch.State.OVER) {
      return;
    }
    String name = ExecutionNames.execution(batch.dataset(), batch.name(), 1);
    Map<String, String> input = new LinkedHashMap<>();
    input.put("dataset", batch.dataset());
    input.put("batch", batch.name());
    String json = new String(Json.bytes(input), StandardCharsets.UTF_8);
    try {
      var unused =
          client()
              .startExecution(
                  request ->
                      request
                          .stateMachineArn(environment.required("STATE_MACHINE_ARN"))
                          .name(name)
                          .input(json));
      log.with("execution", name).info("the execution is started");
    } catch (ExecutionAlreadyExistsException e) {
      log.with("execution", name).info("the execution was started before");
    }
    lake.inbox().started(batch.dataset(), batch.number(), 1);
  }

  private synchronized SfnClient client() {
    if (client == null) {
      client = AwsClients.configured(SfnClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
    }
    return client;
  }
}
