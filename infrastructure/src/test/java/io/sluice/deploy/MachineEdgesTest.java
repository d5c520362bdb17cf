package io.sluice.deploy;

import static io.sluice.deploy.Executions.RUN;
import static io.sluice.deploy.Executions.TOLD;
import static io.sluice.deploy.Executions.TO_RUN;
import static io.sluice.deploy.Executions.UNKNOWN;
import static io.sluice.deploy.ScriptedStack.outcomeLine;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.deploy.Executions.Over;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every way through the deployed state machine is taken, with errors where they belong. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MachineEdgesTest {
  private ScriptedStack stack;
  private Executions executions;

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    stack = new ScriptedStack(folder);
    executions = new Executions(stack);
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
    new GlueRunEdges(stack, executions).take();
    new LargeBatchEdges(stack, executions).take();
    questions();
    messages();
    assertEquals(Set.of(), executions.missing(), "edges that no execution took");
  }

  private void ends() throws Exception {
    executions.assertOver("SUCCEEDED", TO_RUN + RUN + "Over, " + TOLD + "Committed");
    stack.withoutRun();
    for (String[] end :
        new String[][] {
          {"refused", "Refused", "Sluice.Refused"},
          {"usage", "Wrong spec or settings", "Sluice.Usage"},
          {"failed", "Failed", "Sluice.Failed"}
        }) {
      stack.outcome(end[0], false);
      Over over = executions.assertOver("FAILED", TO_RUN + TOLD + end[1]);
      assertEquals(end[2], over.error());
    }
    stack.allIsWell();
    small();
  }

  /** What a function does not do, for whichever reason, Glue does. */
  private void small() throws Exception {
    stack.script("PlanHandler", "answer {\"way\": \"small\", \"files\": \"s3://l/files\"}");
    String did = "Ingest in a function, Did the function do it?, ";
    executions.assertOver("SUCCEEDED", TO_RUN + did + TOLD + "Committed");
    stack.throttled("SmallFunction");
    Over over = executions.assertOver("SUCCEEDED", TO_RUN + did + TOLD + "Committed");
    assertEquals(2, over.tries("SmallFunction"));
    stack.faults("[]");
    String run = RUN + "Over, " + TOLD + "Committed";
    stack.script("SmallHandler", "answer {\"result\": \"too_big\", \"reason\": \"r\"}");
    over = executions.assertOver("SUCCEEDED", TO_RUN + did + run);
    assertEquals(1, over.runs());
    stack.script("SmallHandler", "throw");
    over = executions.assertOver("SUCCEEDED", TO_RUN + "Ingest in a function, " + run);
    assertEquals(1, over.tries("SmallFunction"));
  }

  private void closing() throws Exception {
    String closed = Files.readString(stack.state().resolveSibling("scripts/CloseHandler")).strip();
    stack.withoutRun();
    stack.script("CloseHandler", "answer {\"ready\": false, \"wait_seconds\": 1}", closed);
    executions.assertOver(
        "SUCCEEDED",
        "Begin, Close the batch, Is it closed?, Wait for more, Close the batch, Is it closed?,"
            + " Find the types, Find the types of a group, Plan, Which way?, "
            + TOLD
            + "Committed");
    stack.script("CloseHandler", "answer {\"ready\": true, \"count\": 0}");
    executions.assertOver("SUCCEEDED", "Begin, Close the batch, Is it closed?, Nothing to do");
    stack.withoutRun();
    retried("CloseFunction", "CloseHandler", closed);
    stack.script("CloseHandler", "throw");
    stack.outcome("failed", false);
    Over over = executions.assertOver("FAILED", "Begin, Close the batch, " + TOLD + "Failed");
    assertEquals(4, over.tries("CloseFunction"));
    stack.withoutRun();
    stack.script("CloseHandler", "sleep", closed);
    stack.timeOutSoon();
    over = executions.assertOver("SUCCEEDED", TO_RUN + TOLD + "Committed");
    stack.timeOutAsDeployed();
    assertEquals(2, over.tries("CloseFunction"));
  }

  private void types() throws Exception {
    stack.withoutRun();
    retried("TypeFunction", "TypeHandler", "answer {\"way\": \"glue\"}");
    stack.script("TypeHandler", "throw");
    stack.outcome("failed", false);
    executions.assertOver(
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
    executions.assertOver(
        "FAILED",
        "Begin, Close the batch, Is it closed?, Find the types, Find the types of a group, Plan, "
            + TOLD
            + "Failed");
  }

  private void questions() throws Exception {
    stack.withoutRun();
    retried("OutcomeFunction", "OutcomeHandler", outcomeLine("committed", false));
    stack.allIsWell();
    // After a run it is asked twice: the first time whether it may be tried again.
    stack.script("OutcomeHandler", "throw", outcomeLine("committed", false));
    Over asked = executions.assertOver("SUCCEEDED", TO_RUN + RUN + "Over, " + TOLD + "Committed");
    assertEquals(3, asked.tries("OutcomeFunction"));
    // Nobody can say: not after the run (1 + 3 tries), and not at the end.
    stack.script("OutcomeHandler", "throw");
    String unknown =
        TO_RUN + "Run, On which service?, Ingest, May it be tried again?, Nobody knows, ";
    executions.assertOver("FAILED", unknown + UNKNOWN + "Outcome unknown");
    // At the end it is asked again.
    List<String> lines = new ArrayList<>(List.of("throw", "throw", "throw", "throw", "throw"));
    lines.add(outcomeLine("committed", false));
    stack.script("OutcomeHandler", lines.toArray(new String[0]));
    Over over = executions.assertOver("SUCCEEDED", unknown + TOLD + "Committed");
    assertEquals(6, over.tries("OutcomeFunction"));
  }

  private void messages() throws Exception {
    stack.withoutRun();
    stack.faults(snsFault("\"times\": 1, "));
    Over over = executions.assertOver("SUCCEEDED", TO_RUN + TOLD + "Committed");
    assertEquals(2, over.tries("TopicArn"));
    stack.faults(snsFault(""));
    over = executions.assertOver("FAILED", TO_RUN + "Find the outcome, Tell, Untold");
    assertEquals("Sluice.Untold", over.error());
    assertEquals(6, over.tries("TopicArn"));
    stack.allIsWell();
    stack.script("CloseHandler", "throw");
    stack.script("OutcomeHandler", "throw");
    stack.faults(snsFault("\"times\": 1, "));
    over =
        executions.assertOver("FAILED", "Begin, Close the batch, " + UNKNOWN + "Outcome unknown");
    assertEquals(2, over.tries("TopicArn"));
    stack.faults(snsFault(""));
    executions.assertOver("FAILED", "Begin, Close the batch, " + UNKNOWN + "Untold");
  }

  private static String snsFault(String times) {
    return "[{\"service\": \"sns\", \"operation\": \"Publish\", "
        + times
        + "\"code\": \"InternalErrorException\", \"status\": 500}]";
  }

  /** A function that is throttled once, and one that fails once, are asked again. */
  private void retried(String function, String handler, String answer) throws Exception {
    stack.throttled(function);
    Over over = executions.assertOver("SUCCEEDED", TO_RUN + TOLD + "Committed");
    assertEquals(2, over.tries(function), function + " throttled");
    stack.faults("[]");
    stack.script(handler, "throw", answer);
    over = executions.assertOver("SUCCEEDED", TO_RUN + TOLD + "Committed");
    assertEquals(2, over.tries(function), function + " failed once");
  }
}
