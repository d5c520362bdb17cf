package io.sluice.launch.logs;

import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** What a state machine did: the states it entered, and how tasks and the whole of it failed. */
public final class ExecutionHistory implements LogSource {
  private final SfnClient client;
  private final String execution;

  /** That of an execution, by its ARN. */
  public ExecutionHistory(SfnClient client, String execution) {
    this.client = client;
    this.execution = execution;
  }

  @Override
  public String name() {
    return "Step Functions " + execution.substring(execution.lastIndexOf(':') + 1);
  }

  @Override
  public LogReading read(LogQuery query) {
    LogReading lines = new LogReading(query.most());
    try {
      for (HistoryEvent event :
          client.getExecutionHistoryPaginator(b -> b.executionArn(execution)).events()) {
        String text = text(event);
        if (!text.isEmpty()) {
          lines.add(new LogLine(event.timestamp(), "state machine", text));
        }
      }
    } catch (ExecutionDoesNotExistException none) {
      return new LogReading(query.most());
    }
    return lines;
  }

  private static String text(HistoryEvent event) {
    if (event.stateEnteredEventDetails() != null) {
      return "enters '" + event.stateEnteredEventDetails().name() + "'";
    }
    if (event.taskFailedEventDetails() != null) {
      return failed(
          "task failed",
          event.taskFailedEventDetails().error(),
          event.taskFailedEventDetails().cause());
    }
    if (event.lambdaFunctionFailedEventDetails() != null) {
      return failed(
          "function failed",
          event.lambdaFunctionFailedEventDetails().error(),
          event.lambdaFunctionFailedEventDetails().cause());
    }
    if (event.taskTimedOutEventDetails() != null) {
      return failed(
          "task timed out",
          event.taskTimedOutEventDetails().error(),
          event.taskTimedOutEventDetails().cause());
    }
    if (event.executionFailedEventDetails() != null) {
      return failed(
          "execution failed",
          event.executionFailedEventDetails().error(),
          event.executionFailedEventDetails().cause());
    }
    if (event.executionAbortedEventDetails() != null) {
      return failed(
          "execution was stopped",
          event.executionAbortedEventDetails().error(),
          event.executionAbortedEventDetails().cause());
    }
    return event.executionSucceededEventDetails() == null ? "" : "execution succeeded";
  }

  private static String failed(String what, String error, String cause) {
    return what
        + (error == null ? "" : ": " + error)
        + (cause == null ? "" : ": " + cause.replaceAll("\\s*\\R\\s*", " "));
  }
}
