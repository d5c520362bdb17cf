package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.cli.command.Commands;
import io.sluice.cli.command.Surroundings;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.model.JobRun;

/** Whoever launched is interrupted or killed: there is one run, and it ends as was said. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class InterruptedLaunchIT {
  private static final int INTERRUPTED = 130;
  private static final int KILLED = 137;

  @TempDir private Path folder;

  private record Ended(int code, String out, String err) {}

  @AfterEach
  void noFaults() throws Exception {
    Flow.flow().faults("[]");
  }

  @Test
  void withoutATerminalTheRunGoesOnAndIsTakenUpAgain() throws Exception {
    try (LaunchProcess launcher = launch("int_detached", List.of())) {
      launcher.awaitPrinted("submitted to glue");
      launcher.signal("INT");
      assertEquals(INTERRUPTED, launcher.end());
      String printed = launcher.printed();
      assertTrue(
          printed.contains("detached. To follow it again: sluice attach int_detached-1"), printed);
    }
    assertTakenUp("int_detached");
  }

  @Test
  void theCommandLineMaySayThatItIsCancelled() throws Exception {
    try (LaunchProcess launcher = launch("int_cancelled", List.of(), "--on-interrupt", "cancel")) {
      launcher.awaitPrinted("submitted to glue");
      launcher.signal("INT");
      assertEquals(INTERRUPTED, launcher.end());
      assertTrue(launcher.printed().contains("cancelled"), launcher.printed());
    }
    assertCancelled("int_cancelled");
  }

  @Test
  void whoSitsAtATerminalIsAsked() throws Exception {
    List<String> typed = List.of("submitted to glue", "^C", "[c]ancel it? (detach)", "c\n");
    try (LaunchProcess launcher = launch("int_asked", typed)) {
      assertEquals(INTERRUPTED, launcher.end());
      assertTrue(launcher.printed().contains("cancelled"), launcher.printed());
    }
    assertCancelled("int_asked");
  }

  @Test
  void aLauncherThatIsKilledIsFollowedByAnother() throws Exception {
    try (LaunchProcess launcher = launch("int_killed", List.of())) {
      launcher.awaitPrinted("submitted to glue");
      launcher.signal("KILL");
      assertEquals(KILLED, launcher.end());
    }
    assertTakenUp("int_killed");
  }

  @Test
  void aLauncherThatIsKilledBeforeItKnowsOfItsRunLeavesOneThatIsFound() throws Exception {
    // The run is started, and the answer does not come.
    Flow.flow()
        .faults(
            "[{\"service\": \"glue\", \"operation\": \"StartJobRun\", \"when\": \"int_unheard\","
                + " \"after\": true, \"hold\": true, \"code\": \"InternalFailure\","
                + " \"status\": 500}]");
    try (LaunchProcess launcher = launch("int_unheard", List.of())) {
      Flow.flow().awaitStarted("int_unheard");
      launcher.signal("KILL");
      assertEquals(KILLED, launcher.end());
    }
    Flow.flow().faults("[]");
    Ended attached = run("attach", "int_unheard-1");
    assertEquals(2, attached.code(), attached.err());
    assertTrue(attached.err().contains("--run-id int_unheard-1"), attached.err());
    Ended again =
        run("launch", spec("int_unheard").toString(), "--on", "glue", "--run-id", "int_unheard-1");
    assertEquals(0, again.code(), again.err() + again.out());
    assertTrue(again.err().contains("found on glue"), again.err());
    assertOneRunWithItsRows("int_unheard");
  }

  @Test
  void whoInterruptsWhileItIsSubmittedLearnsHowToFindIt() throws Exception {
    Flow.flow()
        .faults(
            "[{\"service\": \"glue\", \"operation\": \"StartJobRun\", \"when\": \"int_early\","
                + " \"after\": true, \"hold\": true, \"code\": \"InternalFailure\","
                + " \"status\": 500}]");
    try (LaunchProcess launcher = launch("int_early", List.of())) {
      Flow.flow().awaitStarted("int_early");
      launcher.signal("INT");
      assertEquals(INTERRUPTED, launcher.end());
      assertTrue(launcher.printed().contains("--run-id int_early-1"), launcher.printed());
    }
    Flow.flow().faults("[]");
    Path spec = spec("int_early");
    Ended again = run("launch", spec.toString(), "--on", "glue", "--run-id", "int_early-1");
    assertEquals(0, again.code(), again.err() + again.out());
    assertOneRunWithItsRows("int_early");
  }

  private void assertTakenUp(String dataset) throws Exception {
    Ended attached = run("attach", dataset + "-1");
    assertEquals(0, attached.code(), attached.err() + attached.out());
    assertTrue(attached.out().contains("succeeded"), attached.out());
    assertOneRunWithItsRows(dataset);
  }

  private static void assertOneRunWithItsRows(String dataset) throws Exception {
    assertEquals(1, Flow.flow().runs(dataset).size());
    assertEquals(
        List.of("id", "1", "2"),
        CommandLineForTests.query(
            Flow.flow().lake(), "SELECT id FROM flow." + dataset + " ORDER BY id"));
  }

  private void assertCancelled(String dataset) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    List<String> states = states(dataset);
    while (!states.equals(List.of("STOPPED")) && System.nanoTime() < deadline) {
      Thread.sleep(200);
      states = states(dataset);
    }
    assertEquals(List.of("STOPPED"), states);
    Ended attached = run("attach", dataset + "-1");
    assertEquals(1, attached.code(), attached.err() + attached.out());
    assertTrue(attached.out().contains("cancelled"), attached.out());
  }

  private static List<String> states(String dataset) {
    return AwsClients.glue(AwsSettings.OF_ENVIRONMENT)
        .getJobRunsPaginator(b -> b.jobName(Flow.flow().output("JobName")))
        .stream()
        .flatMap(page -> page.jobRuns().stream())
        .filter(run -> run.arguments().getOrDefault("--run-id", "").startsWith(dataset + "-"))
        .map(JobRun::jobRunStateAsString)
        .toList();
  }

  private LaunchProcess launch(String dataset, List<String> typed, String... more)
      throws Exception {
    Flow.flow().land(dataset, "a.csv", RequestBody.fromString("id\n1\n2\n"));
    Files.writeString(
        folder.resolve("sluice.yaml"), "environments: {test: {region: us-east-1, stack: flow}}\n");
    String[] arguments = new String[6 + more.length];
    arguments[0] = "launch";
    arguments[1] = spec(dataset).toString();
    arguments[2] = "--on";
    arguments[3] = "glue";
    arguments[4] = "--run-id";
    arguments[5] = dataset + "-1";
    System.arraycopy(more, 0, arguments, 6, more.length);
    return LaunchProcess.start(folder, typed, arguments);
  }

  private Path spec(String dataset) throws Exception {
    return Files.writeString(
        folder.resolve(dataset + ".yml"),
        "dataset: %1$s\nsource: {path: \"%2$s/*.csv\", format: csv}\ntarget: {database: flow, table: %1$s}\n"
            .formatted(dataset, Flow.flow().landing(dataset)));
  }

  /** Another launcher, in this process. */
  private Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings process = Surroundings.ofProcess();
    Surroundings surroundings =
        new Surroundings(
            process.environment(),
            Path.of(System.getProperty("sluice.root")),
            folder,
            process.input(),
            process.terminal(),
            process.target());
    int code =
        Commands.run(
            surroundings, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Ended(code, out.toString(), err.toString());
  }
}
