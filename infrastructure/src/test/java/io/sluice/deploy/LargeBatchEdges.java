package io.sluice.deploy;

import static io.sluice.deploy.Executions.LARGE;
import static io.sluice.deploy.Executions.TOLD;
import static io.sluice.deploy.Executions.TO_RUN;
import static io.sluice.deploy.ScriptedStack.outcomeLine;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.deploy.Executions.Over;
import java.util.List;

/** What the Glue job does in other batches, EMR Serverless does in large ones. */
final class LargeBatchEdges {
  private final ScriptedStack stack;
  private final Executions executions;

  LargeBatchEdges(ScriptedStack stack, Executions executions) {
    this.stack = stack;
    this.executions = executions;
  }

  void take() throws Exception {
    allIsWell();
    executions.assertOver("SUCCEEDED", TO_RUN + LARGE + "Over, " + TOLD + "Committed");
    assertEquals("SUCCESS", stack.largeRuns().get(0).stateAsString());
    assertEquals("sluice-r1", stack.largeRuns().get(0).name());

    // What will be otherwise in a while is asked for again.
    for (String code : List.of("ServiceQuotaExceededException", "ValidationException")) {
      stack.faults(fault(code, "\"times\": 1, "));
      Over over =
          executions.assertOver("SUCCEEDED", TO_RUN + LARGE + "Over, " + TOLD + "Committed");
      assertEquals(2, over.runs("emr-serverless"), code);
    }

    // What will not, is not.
    stack.faults(fault("ResourceNotFoundException", ""));
    stack.outcome("failed", false);
    Over over = executions.assertOver("FAILED", TO_RUN + LARGE + "Over, " + TOLD + "Failed");
    assertEquals(1, over.runs("emr-serverless"));

    // Exit code 1 once: the run is tried again, there.
    allIsWell();
    int before = stack.largeRuns().size();
    stack.script("job", "exit 1", "exit 0");
    stack.script("OutcomeHandler", outcomeLine("failed", true), outcomeLine("committed", false));
    over =
        executions.assertOver(
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
    allIsWell();
    stack.script("job", "sleep");
    String execution = stack.start();
    awaitRun(before + 3, "RUNNING");
    stack.sfn().stopExecution(b -> b.executionArn(execution));
    awaitRun(before + 3, "CANCELLED");
  }

  private void allIsWell() throws Exception {
    stack.allIsWell();
    stack.script("PlanHandler", "answer {\"way\": \"large\", \"files\": \"s3://l/files\"}");
  }

  private static String fault(String code, String times) {
    return "[{\"service\": \"emr-serverless\", \"operation\": \"StartJobRun\", "
        + times
        + "\"code\": \""
        + code
        + "\"}]";
  }

  /** Waits until there are so many runs of EMR Serverless, and the newest is in a state. */
  private void awaitRun(int count, String state) throws InterruptedException {
    Executions.until(
        "no run is " + state,
        () ->
            stack.largeRuns().size() >= count
                && state.equals(stack.largeRuns().get(0).stateAsString()));
  }
}
