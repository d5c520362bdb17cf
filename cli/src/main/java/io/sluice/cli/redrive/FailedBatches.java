package io.sluice.cli.redrive;

import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.ExecutionNames;
import io.sluice.aws.arrival.Inbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Starts batches again that failed, under the next name of their executions. The run's id stays the
 * same, so that a run that lives is waited for, and one that was done is not done again. A batch
 * whose execution runs is left alone.
 */
public final class FailedBatches {
  private final Inbox inbox;
  private final SfnClient sfn;
  private final String machine;
  private final Trial trial;

  /**
   * @param machine ARN of the state machine
   */
  public FailedBatches(Inbox inbox, SfnClient sfn, String machine, Trial trial) {
    this.inbox = inbox;
    this.sfn = sfn;
    this.machine = machine;
    this.trial = trial;
  }

  /**
   * Starts those of the newest batches of a dataset.
   *
   * @param outcomes how they ended, as in {@code failed}
   */
  public List<Sent> start(String dataset, int newest, Set<String> outcomes) {
    List<Sent> sent = new ArrayList<>();
    for (Batch batch : inbox.batches(dataset, newest)) {
      if (batch.state() == Batch.State.OVER && outcomes.contains(batch.outcome())) {
        start(batch)
            .ifPresent(
                execution ->
                    sent.add(
                        new Sent(
                            "batch",
                            dataset + " " + batch.name(),
                            batch.outcome() + "; execution " + execution)));
      }
    }
    return sent;
  }

  /** The execution's name; empty if one is at work. */
  private Optional<String> start(Batch batch) {
    int number = Math.max(1, batch.started());
    Optional<ExecutionStatus> status = status(batch, number);
    // Executions that were started by hand are not written down.
    while (status.isPresent() && !status.get().equals(ExecutionStatus.RUNNING)) {
      number++;
      status = status(batch, number);
    }
    if (status.isPresent()) {
      return Optional.empty();
    }
    String name = name(batch, number);
    if (trial == Trial.SEND) {
      String input = "{\"dataset\":\"" + batch.dataset() + "\",\"batch\":\"" + batch.name() + "\"}";
      try {
        sfn.startExecution(b -> b.stateMachineArn(machine).name(name).input(input));
      } catch (ExecutionAlreadyExistsException e) {
        // Somebody else was as quick.
        return Optional.empty();
      }
      inbox.started(batch.dataset(), batch.number(), number);
    }
    return Optional.of(name);
  }

  private static String name(Batch batch, int number) {
    return ExecutionNames.execution(batch.dataset(), batch.name(), number);
  }

  /** Empty if there is none of the name. */
  private Optional<ExecutionStatus> status(Batch batch, int number) {
    String arn = machine.replace(":stateMachine:", ":execution:") + ":" + name(batch, number);
    try {
      return Optional.of(sfn.describeExecution(b -> b.executionArn(arn)).status());
    } catch (ExecutionDoesNotExistException e) {
      return Optional.empty();
    }
  }
}
