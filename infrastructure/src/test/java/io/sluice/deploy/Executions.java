package io.sluice.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** Executions of the deployed state machine, and which of its edges they took. */
final class Executions {
  static final String TO_RUN =
      "Begin, Close the batch, Is it closed?, Find the types,"
          + " Find the types of a group, Plan, Which way?, ";
  static final String RUN =
      "Run, On which service?, Ingest, May it be tried again?, Was it a failure?, ";
  static final String LARGE =
      "Run, On which service?, Ingest on EMR Serverless, May it be tried again?,"
          + " Was it a failure?, ";
  static final String TOLD = "Find the outcome, Tell, How did it end?, ";
  static final String UNKNOWN = "Find the outcome, Tell that nobody knows, ";

  private final ScriptedStack stack;
  private final Set<String> taken = new TreeSet<>();

  Executions(ScriptedStack stack) {
    this.stack = stack;
  }

  /** An execution that is over: the states it entered, and how often a task was tried. */
  record Over(String status, String error, String states, List<HistoryEvent> events) {
    /** How often a function was asked, or the topic. */
    long tries(String part) {
      return events.stream()
          .filter(e -> e.type() == HistoryEventType.TASK_SCHEDULED)
          .filter(e -> e.taskScheduledEventDetails().parameters().contains(part))
          .count();
    }

    /** How often a Glue run was asked for. */
    long runs() {
      return runs("glue");
    }

    /** How often a run of a service. What is asked about one names its arguments, too. */
    long runs(String service) {
      return events.stream()
          .filter(e -> e.type() == HistoryEventType.TASK_SCHEDULED)
          .filter(e -> e.taskScheduledEventDetails().resourceType().equals(service))
          .count();
    }
  }

  /** Starts one and waits for its end, which must be this one, by these states. */
  Over assertOver(String status, String states) throws Exception {
    Over over = await(stack.start());
    assertEquals(states, over.states());
    assertEquals(status, over.status());
    return over;
  }

  private Over await(String execution) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    DescribeExecutionResponse described;
    do {
      assertTrue(System.nanoTime() < deadline, execution + " is not over; see " + stack.state());
      Thread.sleep(200);
      described = stack.sfn().describeExecution(b -> b.executionArn(execution));
    } while (described.status() == ExecutionStatus.RUNNING);
    List<HistoryEvent> events =
        stack.sfn().getExecutionHistoryPaginator(b -> b.executionArn(execution)).events().stream()
            .toList();
    List<String> entered =
        events.stream()
            .filter(event -> event.stateEnteredEventDetails() != null)
            .map(event -> event.stateEnteredEventDetails().name())
            .toList();
    for (int i = 1; i < entered.size(); i++) {
      taken.add(entered.get(i - 1) + " -> " + entered.get(i));
      // What is inside of a Map or a Parallel ends before these go on.
      if (entered.get(i).equals("Plan") || entered.get(i - 1).equals("No types of a group")) {
        taken.add("Find the types -> " + entered.get(i));
      }
      if (entered.get(i).equals("Find the outcome") && entered.contains("Run")) {
        taken.add("Run -> Find the outcome");
      }
    }
    return new Over(
        described.statusAsString(), described.error(), String.join(", ", entered), events);
  }

  /** Waits until something is so. */
  static void until(String otherwise, BooleanSupplier is) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!is.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, otherwise);
      Thread.sleep(200);
    }
  }

  /** The machine's edges that no execution took. */
  Set<String> missing() throws Exception {
    Set<String> missing = new TreeSet<>();
    edges(stack.definition().get("States"), missing);
    missing.removeAll(taken);
    return missing;
  }

  /** All edges of a machine, below it too. */
  private static void edges(JsonNode states, Set<String> edges) {
    states
        .fields()
        .forEachRemaining(
            state -> {
              JsonNode node = state.getValue();
              List<String> next = new ArrayList<>();
              if (node.has("Next")) {
                next.add(node.get("Next").asText());
              }
              if (node.has("Default")) {
                next.add(node.get("Default").asText());
              }
              node.path("Choices").forEach(choice -> next.add(choice.get("Next").asText()));
              node.path("Catch").forEach(caught -> next.add(caught.get("Next").asText()));
              next.forEach(to -> edges.add(state.getKey() + " -> " + to));
              if (node.has("ItemProcessor")) {
                edges(node.get("ItemProcessor").get("States"), edges);
              }
              node.path("Branches").forEach(branch -> edges(branch.get("States"), edges));
            });
  }
}
