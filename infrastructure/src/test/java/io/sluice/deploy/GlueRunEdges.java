package io.sluice.deploy;

import static io.sluice.deploy.Executions.RUN;
import static io.sluice.deploy.Executions.TOLD;
import static io.sluice.deploy.Executions.TO_RUN;
import static io.sluice.deploy.ScriptedStack.outcomeLine;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.deploy.Executions.Over;
import java.util.Set;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Runs of the Glue job that wait for a place, fail, take too long, and are stopped. */
final class GlueRunEdges {
  private static final Set<JobRunState> LIVING =
      Set.of(JobRunState.STARTING, JobRunState.RUNNING, JobRunState.STOPPING, JobRunState.WAITING);

  private final ScriptedStack stack;
  private final Executions executions;

  GlueRunEdges(ScriptedStack stack, Executions executions) {
    this.stack = stack;
    this.executions = executions;
  }

  void take() throws Exception {
    stack.allIsWell();
    stack.faults(
        "[{\"service\": \"glue\", \"operation\": \"StartJobRun\", \"code\":"
            + " \"ConcurrentRunsExceededException\", \"times\": 1}]");
    Over over = executions.assertOver("SUCCEEDED", TO_RUN + RUN + "Over, " + TOLD + "Committed");
    assertEquals(2, over.runs());

    // Exit code 1 once: the run is tried again.
    stack.allIsWell();
    stack.script("job", "exit 1", "exit 0");
    stack.script("OutcomeHandler", outcomeLine("failed", true), outcomeLine("committed", false));
    String again = "On which service?, Ingest, May it be tried again?, Was it a failure?, ";
    over =
        executions.assertOver(
            "SUCCEEDED", TO_RUN + RUN + "Try again, " + again + "Over, " + TOLD + "Committed");
    assertEquals(2, over.runs());

    // Exit code 1 always: three runs, and no more.
    stack.script("job", "exit 1");
    stack.outcome("failed", true);
    over =
        executions.assertOver(
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
    executions.assertOver("FAILED", TO_RUN + RUN + "Over, " + TOLD + "Failed");
    assertEquals(JobRunState.TIMEOUT, stack.runs().get(0).jobRunState());

    // A run that never starts, because another has the only place: the task's time-out.
    stack.script("job", "sleep", "exit 0");
    String occupying = stack.occupyGlue();
    stack.timeOutSoon();
    executions.assertOver("FAILED", TO_RUN + RUN + "Over, " + TOLD + "Failed");
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
    Executions.until(
        "the run does not start", () -> stack.runs().get(0).jobRunState() == JobRunState.RUNNING);
    stack.sfn().stopExecution(b -> b.executionArn(execution));
    awaitNoRun();
    assertEquals(JobRunState.STOPPED, stack.runs().get(0).jobRunState());
    assertEquals(
        ExecutionStatus.ABORTED,
        stack.sfn().describeExecution(b -> b.executionArn(execution)).status());
  }

  private void awaitNoRun() throws InterruptedException {
    Executions.until(
        "a run goes on",
        () -> stack.runs().stream().noneMatch(run -> LIVING.contains(run.jobRunState())));
  }
}
