package io.sluice.lambda.arrival;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.ExecutionNames;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.Json;
import io.sluice.lambda.host.Log;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Starts executions of batches. That one exists already is as good as having started it: name and
 * input follow from the batch.
 */
final class Starter {
  /** Executions of one batch that nobody asked for by hand. */
  private static final int MOST = 3;

  private final Environment environment;
  private final FlowLake lake;
  private SfnClient client;

  Starter(Environment environment, FlowLake lake) {
    this.environment = environment;
    this.lake = lake;
  }

  /** Starts the first execution of a batch, if it is not written down that it was started. */
  void start(Batch batch, Log log) {
    if (batch.started() == 0 && batch.state() != Batch.State.OVER) {
      start(batch, 1, log);
    }
  }

  /**
   * Starts an execution of a batch that is not over and has none that runs: the first, or the next
   * if the last one died. One that somebody stopped is not followed by another.
   *
   * @return whether one was started
   */
  boolean startAgain(Batch batch, Log log) {
    if (batch.started() == 0) {
      start(batch, 1, log);
      return true;
    }
    boolean died =
        switch (status(batch)) {
          case FAILED, TIMED_OUT, SUCCEEDED, UNKNOWN_TO_SDK_VERSION -> true;
          default -> false;
        };
    if (died && batch.started() == MOST) {
      log.warn(
          "all executions of the batch that may be started have died, and it is not over; find out"
              + " why");
    }
    if (!died || batch.started() >= MOST) {
      return false;
    }
    start(batch, batch.started() + 1, log);
    return true;
  }

  /** Of the last execution that was started; one that nobody knows died long ago. */
  private ExecutionStatus status(Batch batch) {
    String name = ExecutionNames.execution(batch.dataset(), batch.name(), batch.started());
    String arn = machine().replace(":stateMachine:", ":execution:") + ":" + name;
    try {
      return client().describeExecution(request -> request.executionArn(arn)).status();
    } catch (ExecutionDoesNotExistException e) {
      return ExecutionStatus.UNKNOWN_TO_SDK_VERSION;
    }
  }

  private void start(Batch batch, int execution, Log log) {
    String name = ExecutionNames.execution(batch.dataset(), batch.name(), execution);
    Map<String, String> input = new LinkedHashMap<>();
    input.put("dataset", batch.dataset());
    input.put("batch", batch.name());
    String json = new String(Json.bytes(input), StandardCharsets.UTF_8);
    try {
      var unused =
          client()
              .startExecution(request -> request.stateMachineArn(machine()).name(name).input(json));
      log.with("execution", name).info("the execution is started");
    } catch (ExecutionAlreadyExistsException e) {
      log.with("execution", name).info("the execution was started before");
    }
    lake.inbox().started(batch.dataset(), batch.number(), execution);
  }

  private String machine() {
    return environment.required("STATE_MACHINE_ARN");
  }

  private synchronized SfnClient client() {
    if (client == null) {
      client = AwsClients.configured(SfnClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
    }
    return client;
  }
}
