package io.sluice.deploy;

import static io.sluice.deploy.ScriptedStack.outcomeLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** Every way through the deployed state machine is taken, with errors where they belong. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MachineEdgesTest {
  private static final String TO_RUN =
      "Begin, Close the batch, Is it closed?, Find the types,"
          + " Find the types of a group, Plan, Which way?, ";
  private static final String RUN =
      "Run, On which service?, Ingest, May it be tried again?, Was it a failure?, ";
  private static final String LARGE =
      "Run, On which service?, Ingest on EMR Serverless, May it be tried again?,"
          + " Was it a failure?, ";
  private static final String TOLD = "Find the outcome, Tell, How did it end?, ";
  private static final String UNKNOWN = "Find the outcome, Tell that nobody knows, ";

  private final Set<String> taken = new TreeSet<>();
  private ScriptedStack stack;

  /** An execution that is over: the states it entered, and how often a task was tried. */
  private record Over(String status, String error, String states, List<HistoryEvent> events) {
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

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    stack = new ScriptedStack(folder);
  }

  @AfterAll
  void end() {
    if (stack != null) {
      stack.close();
    }
  }

  @BeforeEach
  void allIsWell() throws Exception {
    stack.allIsWell();
  }

  @Test
  void everyEdgeIsTaken() throws Exception {
    ends();
    closing();
    types();
    plan();
    runs();
    large();
    questions();
    messages();
    Set<String> missing = new TreeSet<>();
    edges(stack.definition().get("States"), missing);
    missing.removeAll(taken);
    assertEquals(Set.of(), missing, "edges that no execution took");
  }

  private void ends() throws Exception {
    assertOver("SUCCEEDED", TO_RUN + RUN + "Over, " + TOLD + "Committed");
    stack.withoutRun();
    for (String[] end :
        new String[][] {
          {"refused", "Refused", "Sluice.Refused"},
          {"usage", "Wrong spec or settings", "Sluice.Usage"},
          {"failed", "Failed", "Sluice.Failed"}
        }) {
      stack.outcome(end[0], false);
      Over over = assertOver("FAILED", TO_RUN + TOLD + end[1]);
      assertEquals(end[2], over.error());
    }
    stack.allIsWell();
    small();
  }

  /** What a function does not do, for whichever reason, Glue does. */
  private void small() throws Exception {
    stack.script("PlanHandler", "answer {\"way\": \"small\", \"files\": \"s3://l/files\"}");
    String did = "Ingest in a function, Did the function do it?, ";
    assertOver("SUCCEEDED", TO_RUN + did + TOLD + "Committed");
    stack.throttled("SmallFunction");
    Over over = assertOver("SUCCEEDED", TO_RUN + did + TOLD + "Committed");
    assertEquals(2, over.tries("SmallFunction"));
    stack.faults("[]");
    String run = RUN + "Over, " + TOLD + "Committed";
    stack.script("SmallHandler", "answer {\"result\": \"too_big\", \"reason\": \"r\"}");
    over = assertOver("SUCCEEDED", TO_RUN + did + run);
    assertEquals(1, over.runs());
    stack.script("SmallHandler", "throw");
    over = assertOver("SUCCEEDED", TO_RUN + "Ingest in a function, " + run);
    assertEquals(1, over.tries("SmallFunction"));
  }

  /** What the Glue job does in other batches, EMR Serverless does in large ones. */
  private void large() throws Exception {
    largeIsWell();
    assertOver("SUCCEEDED", TO_RUN + LARGE + "Over, " + TOLD + "Committed");
    assertEquals("SUCCESS", stack.largeRuns().get(0).stateAsString());
    assertEquals("sluice-r1", stack.largeRuns().get(0).name());

    // What will be otherwise in a while is asked for again.
    for (String code : List.of("ServiceQuotaExceededException", "ValidationException")) {
      stack.faults(largeFault(code, "\"times\": 1, "));
      Over over = assertOver("SUCCEEDED", TO_RUN + LARGE + "Over, " + TOLD + "Committed");
      assertEquals(2, over.runs("emr-serverless"), code);
    }

    // What will not, is not.
    stack.faults(largeFault("ResourceNotFoundException", ""));
    stack.outcome("failed", false);
    Over over = assertOver("FAILED", TO_RUN + LARGE + "Over, " + TOLD + "Failed");
    assertEquals(1, over.runs("emr-serverless"));

    // Exit code 1 once: the run is tried again, there.
    largeIsWell();
    int before = stack.largeRuns().size();
    stack.script("job", "exit 1", "exit 0");
    stack.script("OutcomeHandler", outcomeLine("failed", true), outcomeLine("committed", false));
    over =
        assertOver(
            "SUCCEEDED",
            TO_RUN
                + LARGE
                + "Try again, "
                + LARGE.replaceFirst("Run, ", "")
                + "Over, "
                + TOLD
                + "Committed");
    assertEquals(0, over.runs("glue"));
    assertEquals(before + 2, stack.largeRuns().size());
    assertEquals("FAILED", stack.largeRuns().get(1).stateAsString());

    // An execution that somebody stops cancels its run.
    largeIsWell();
    stack.script("job", "sleep");
    String execution = stack.start();
    awaitLarge(before + 3, "RUNNING");
    stack.sfn().stopExecution(b -> b.executionArn(execution));
    awaitLarge(before + 3, "CANCELLED");
  }

  private void largeIsWell() throws Exception {
    stack.allIsWell();
    stack.script("PlanHandler", "answer {\"way\": \"large\", \"files\": \"s3://l/files\"}");
  }

  private static String largeFault(String code, String times) {
    return "[{\"service\": \"emr-serverless\", \"operation\": \"StartJobRun\", "
        + times
        + "\"code\": \""
        + code
        + "\"}]";
  }

  /** Waits until there are so many runs of EMR Serverless, and the newest is in a state. */
  private void awaitLarge(int count, String state) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (stack.largeRuns().size() < count
        || !state.equals(stack.largeRuns().get(0).stateAsString())) {
      assertTrue(System.nanoTime() < deadline, "no run is " + state);
      Thread.sleep(200);
    }
  }

  private void closing() throws Exception {
    String closed = Files.readString(stack.state().resolveSibling("scripts/CloseHandler")).strip();
    stack.withoutRun();
    stack.script("CloseHandler", "answer {\"ready\": false, \"wait_seconds\": 1}", closed);
    assertOver(
        "SUCCEEDED",
        "Begin, Close the batch, Is it closed?, Wait for more, Close the batch, Is it closed?,"
            + " Find the types, Find the types of a group, Plan, Which way?, "
            + TOLD
            + "Committed");
    stack.script("CloseHandler", "answer {\"ready\": true, \"count\": 0}");
    assertOver("SUCCEEDED", "Begin, Close the batch, Is it closed?, Nothing to do");
    stack.withoutRun();
    retried("CloseFunction", "CloseHandler", closed);
    stack.script("CloseHandler", "throw");
    stack.outcome("failed", false);
    Over over = assertOver("FAILED", "Begin, Close the batch, " + TOLD + "Failed");
    assertEquals(4, over.tries("CloseFunction"));
    stack.withoutRun();
    stack.script("CloseHandler", "sleep", closed);
    stack.timeOutSoon();
    over = assertOver("SUCCEEDED", TO_RUN + TOLD + "Committed");
    stack.timeOutAsDeployed();
    assertEquals(2, over.tries("CloseFunction"));
  }

  private void types() throws Exception {
    stack.withoutRun();
    retried("TypeFunction", "TypeHandler", "answer {\"way\": \"glue\"}");
    stack.script("TypeHandler", "throw");
    stack.outcome("failed", false);
    assertOver(
        "FAILED",
        "Begin, Close the batch, Is it closed?, Find the types, Find the types of a group,"
            + " No types of a group, "
            + TOLD
            + "Failed");
  }

  private void plan() throws Exception {
    stack.withoutRun();
    retried("PlanFunction", "PlanHandler", "answer {\"way\": \"refuse\"}");
    stack.script("PlanHandler", "throw");
    stack.outcome("failed", false);
    assertOver(
        "FAILED",
        "Begin, Close the batch, Is it closed?, Find the types, Find the types of a group, Plan, "
            + TOLD
            + "Failed");
  }

  private void runs() throws Exception {
    stack.allIsWell();
    stack.faults(
        "[{\"service\": \"glue\", \"operation\": \"StartJobRun\", \"code\":"
            + " \"ConcurrentRunsExceededException\", \"times\": 1}]");
    Over over = assertOver("SUCCEEDED", TO_RUN + RUN + "Over, " + TOLD + "Committed");
    assertEquals(2, over.runs());

    // Exit code 1 once: the run is tried again.
    stack.allIsWell();
    stack.script("job", "exit 1", "exit 0");
    stack.script("OutcomeHandler", outcomeLine("failed", true), outcomeLine("committed", false));
    String again = "On which service?, Ingest, May it be tried again?, Was it a failure?, ";
    over =
        assertOver(
            "SUCCEEDED", TO_RUN + RUN + "Try again, " + again + "Over, " + TOLD + "Committed");
    assertEquals(2, over.runs());

    // Exit code 1 always: three runs, and no more.
    stack.script("job", "exit 1");
    stack.outcome("failed", true);
    over =
        assertOver(
            "FAILED",
            TO_RUN
                + RUN
                + "Try again, "
                + again
                + "Try again, "
                + again
                + "Try again, "
                + TOLD
                + "Failed");
    assertEquals(3, over.runs());

    // Glue's own time-out: five minutes, which are seconds here.
    stack.allIsWell();
    stack.script("job", "sleep", "exit 0");
    stack.outcome("failed", false);
    assertOver("FAILED", TO_RUN + RUN + "Over, " + TOLD + "Failed");
    assertEquals(JobRunState.TIMEOUT, stack.runs().get(0).jobRunState());

    // A run that never starts, because another has the only place: the task's time-out.
    stack.script("job", "sleep", "exit 0");
    String occupying = stack.occupyGlue();
    stack.timeOutSoon();
    assertOver("FAILED", TO_RUN + RUN + "Over, " + TOLD + "Failed");
    stack.timeOutAsDeployed();
    stack.stopRun(occupying);
    stopped();
  }

  /** An execution that somebody stops stops its run. */
  private void stopped() throws Exception {
    stack.allIsWell();
    awaitNoRun();
    stack.script("job", "sleep");
    String execution = stack.start();
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (stack.runs().get(0).jobRunState() != JobRunState.RUNNING) {
      assertTrue(System.nanoTime() < deadline, "the run does not start");
      Thread.sleep(200);
    }
    stack.sfn().stopExecution(b -> b.executionArn(execution));
    awaitNoRun();
    assertEquals(JobRunState.STOPPED, stack.runs().get(0).jobRunState());
    assertEquals(
        ExecutionStatus.ABORTED,
        stack.sfn().describeExecution(b -> b.executionArn(execution)).status());
  }

  private void awaitNoRun() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    Set<JobRunState> living =
        Set.of(
            JobRunState.STARTING, JobRunState.RUNNING, JobRunState.STOPPING, JobRunState.WAITING);
    while (stack.runs().stream().anyMatch(run -> living.contains(run.jobRunState()))) {
      assertTrue(System.nanoTime() < deadline, "a run goes on");
      Thread.sleep(200);
    }
  }

  private void questions() throws Exception {
    stack.withoutRun();
    retried("OutcomeFunction", "OutcomeHandler", outcomeLine("committed", false));
    stack.allIsWell();
    // After a run it is asked twice: the first time whether it may be tried again.
    stack.script("OutcomeHandler", "throw", outcomeLine("committed", false));
    Over asked = assertOver("SUCCEEDED", TO_RUN + RUN + "Over, " + TOLD + "Committed");
    assertEquals(3, asked.tries("OutcomeFunction"));
    // Nobody can say: not after the run (1 + 3 tries), and not at the end.
    stack.script("OutcomeHandler", "throw");
    String unknown =
        TO_RUN + "Run, On which service?, Ingest, May it be tried again?, Nobody knows, ";
    assertOver("FAILED", unknown + UNKNOWN + "Outcome unknown");
    // At the end it is asked again.
    List<String> lines = new ArrayList<>(List.of("throw", "throw", "throw", "throw", "throw"));
    lines.add(outcomeLine("committed", false));
    stack.script("OutcomeHandler", lines.toArray(new String[0]));
    Over over = assertOver("SUCCEEDED", unknown + TOLD + "Committed");
    assertEquals(6, over.tries("OutcomeFunction"));
  }

  private void messages() throws Exception {
    stack.withoutRun();
    stack.faults(snsFault("\"times\": 1, "));
    Over over = assertOver("SUCCEEDED", TO_RUN + TOLD + "Committed");
    assertEquals(2, over.tries("TopicArn"));
    stack.faults(snsFault(""));
    over = assertOver("FAILED", TO_RUN + "Find the outcome, Tell, Untold");
    assertEquals("Sluice.Untold", over.error());
    assertEquals(6, over.tries("TopicArn"));
    stack.allIsWell();
    stack.script("CloseHandler", "throw");
    stack.script("OutcomeHandler", "throw");
    stack.faults(snsFault("\"times\": 1, "));
    over = assertOver("FAILED", "Begin, Close the batch, " + UNKNOWN + "Outcome unknown");
    assertEquals(2, over.tries("TopicArn"));
    stack.faults(snsFault(""));
    assertOver("FAILED", "Begin, Close the batch, " + UNKNOWN + "Untold");
  }

  private static String snsFault(String times) {
    return "[{\"service\": \"sns\", \"operation\": \"Publish\", "
        + times
        + "\"code\": \"InternalErrorException\", \"status\": 500}]";
  }

  /** A function that is throttled once, and one that fails once, are asked again. */
  private void retried(String function, String handler, String answer) throws Exception {
    stack.throttled(function);
    Over over = assertOver("SUCCEEDED", TO_RUN + TOLD + "Committed");
    assertEquals(2, over.tries(function), function + " throttled");
    stack.faults("[]");
    stack.script(handler, "throw", answer);
    over = assertOver("SUCCEEDED", TO_RUN + TOLD + "Committed");
    assertEquals(2, over.tries(function), function + " failed once");
  }

  private Over assertOver(String status, String states) throws Exception {
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
