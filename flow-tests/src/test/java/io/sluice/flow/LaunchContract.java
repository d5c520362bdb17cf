package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.flow.LaunchCommands.Ended;
import io.sluice.flow.LaunchCommands.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * What holds for every way to launch, with the jar really running: files from a bucket become the
 * rows, files, catalog, ledger and report that an ingest on this machine makes of them.
 */
abstract class LaunchContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KILLED = 137;
  private static final String GOOD = "id,name,day\n1,a,2024-01-01\n2,b,2024-01-02\n3,,2024-01-02\n";
  private static final String BAD = "id,name,day\nx,a,2024-01-01\ny,b,2024-01-02\n";

  private static final String MIXED =
      "id,name,day\n1,a,2024-01-01\nx,b,2024-01-02\n3,c,2024-02-30\n4,,2024-02-02\n";
  private static final String RAGGED = "id,name,day\n5,e,2024-02-03\n6,f\n7,g,2024-01-07\n";

  private static final Rules NONE = new Rules(0, "");

  @TempDir private Path folder;

  private LaunchCommands commands;

  @BeforeEach
  final void commandsInTheFolder() {
    commands = new LaunchCommands(folder);
  }

  /** As {@code --on} takes it. */
  abstract String way();

  /** The sections of an environment, as {@code sluice.yaml} has them; may be empty. */
  abstract String environment() throws Exception;

  /** Whether nothing of the way's runs any more. */
  abstract void assertNothingRuns() throws Exception;

  /**
   * Who launches here has the policy that 'sluice policies' prints for it, and nothing else; empty:
   * everybody's rights, for a way whose jobs have those of the launcher.
   */
  String policy() {
    return "launch-" + way();
  }

  /** Where processes of this machine are remembered. */
  final Path processes() {
    return commands.processes();
  }

  /** With Spark SQL, where the way has Spark. */
  String transforms() {
    return "transforms: [{derive: {label: \"concat_ws('-', name, CAST(id AS STRING))\"}}]";
  }

  @Test
  void whatItLeavesIsWhatALocalRunLeaves() throws Exception {
    String dataset = dataset("good");
    Map<String, String> files = Map.of("a.csv", GOOD);
    String id = assertAsLocally(dataset, NONE, files);

    // The same id is the same run: nothing is started, nothing is ingested again.
    Flow flow = Flow.flow();
    List<String> before = CommandLineForTests.query(flow.lake(), "SELECT * FROM flow." + dataset);
    Ended again = launch(commands.spec(dataset, NONE, flow.landing(dataset) + "/*.csv"), id);
    assertEquals(0, again.code(), again.err());
    assertTrue(again.err().contains("found on " + way()), again.err());
    assertEquals(before, CommandLineForTests.query(flow.lake(), "SELECT * FROM flow." + dataset));
    assertEquals(1, runs(flow.lake(), dataset).size());
    assertNothingRuns();
  }

  @Test
  void soItIsWithRejectsAndExpressions() throws Exception {
    assertAsLocally(
        dataset("mixed"), new Rules(10, transforms()), Map.of("a.csv", MIXED, "b.csv", RAGGED));
    assertNothingRuns();
  }

  /** Launches it under an id that is returned, and holds what it left against a local run's. */
  private String assertAsLocally(String dataset, Rules rules, Map<String, String> files)
      throws Exception {
    Flow flow = Flow.flow();
    files.forEach((name, text) -> flow.land(dataset, name, RequestBody.fromString(text)));
    String id = dataset + "-1";
    Ended launched = launch(commands.spec(dataset, rules, flow.landing(dataset) + "/*.csv"), id);
    assertEquals(0, launched.code(), launched.err());
    JsonNode record = JSON.readTree(launched.out());
    assertEquals("SUCCEEDED", record.path("end").path("phase").asText(), launched.out());
    CommandLineForTests.run("catalog", "diff", "--lake", flow.lake());
    Map<String, List<String>> expected = commands.locally(rules, files);
    Map<String, List<String>> found = LakeContents.of(flow.lake(), dataset, flow.landing(dataset));
    assertAll(
        expected.keySet().stream()
            .<Executable>map(
                part ->
                    () ->
                        assertEquals(
                            String.join("\n", expected.get(part)),
                            String.join("\n", found.get(part)),
                            part)));
    return id;
  }

  @Test
  void aLauncherThatIsKilledIsFollowedByAnother() throws Exception {
    Flow flow = Flow.flow();
    String dataset = dataset("killed");
    flow.land(dataset, "a.csv", RequestBody.fromString(GOOD));
    String spec = commands.spec(dataset, NONE, flow.landing(dataset) + "/*.csv").toString();
    String id = dataset + "-1";
    String profiles = profiles().toString();
    try (LaunchProcess launcher =
        LaunchProcess.start(
            folder,
            List.of(),
            "launch",
            spec,
            "--on",
            way(),
            "--run-id",
            id,
            "--profiles",
            profiles)) {
      launcher.awaitPrinted("submitted to " + way());
      launcher.signal("KILL");
      assertEquals(KILLED, launcher.end(), launcher.printed());
    }
    Ended attached = commands.run("attach", id, "--profiles", profiles);
    assertEquals(0, attached.code(), attached.err() + attached.out());
    assertTrue(attached.out().contains("succeeded"), attached.out());
    assertEquals(
        List.of("id", "1", "2", "3"),
        CommandLineForTests.query(flow.lake(), "SELECT id FROM flow." + dataset + " ORDER BY id"));
    assertEquals(1, runs(flow.lake(), dataset).size());
    assertNothingRuns();
  }

  @Test
  void dataThatBreaksItsLimitsIsExitCodeThree() throws Exception {
    Flow flow = Flow.flow();
    String dataset = dataset("bad");
    flow.land(dataset, "a.csv", RequestBody.fromString(BAD));
    Ended ended =
        launch(commands.spec(dataset, NONE, flow.landing(dataset) + "/*.csv"), dataset + "-1");
    assertEquals(3, ended.code(), ended.err() + ended.out());
    assertTrue(
        JSON.readTree(ended.out()).path("end").path("cause").asText().contains("rejected"),
        ended.out());
    assertNothingRuns();
  }

  @Test
  void filesThatAreNotThereAreAFailureOfTheRunAndNotOfTheWay() throws Exception {
    String dataset = dataset("none");
    Ended ended =
        launch(
            commands.spec(
                dataset, NONE, "s3://there-is-no-such-bucket-" + dataset.hashCode() + "/*.csv"),
            dataset + "-1");
    assertTrue(ended.code() == 1 || ended.code() == 2, ended.err() + ended.out());
    assertNothingRuns();
  }

  private String dataset(String kind) {
    return way().replace('-', '_') + "_" + kind;
  }

  @SuppressWarnings("try") // Who launches is somebody else as long as it is open.
  private Ended launch(Path spec, String runId) throws Exception {
    Path profiles = profiles();
    try (Launcher launcher = Launcher.with(policy())) {
      return commands.run(
          "launch",
          spec.toString(),
          "--on",
          way(),
          "--run-id",
          runId,
          "--profiles",
          profiles.toString(),
          "--output",
          "json");
    }
  }

  private Path profiles() throws Exception {
    return Files.writeString(
        folder.resolve("sluice.yaml"),
        "environments:\n  test:\n    region: us-east-1\n    stack: flow\n" + environment());
  }

  /** A dataset's runs, or all if none is named, as the ledger has them, the newest first. */
  static List<JsonNode> runs(String lake, String dataset) throws Exception {
    List<JsonNode> runs = new ArrayList<>();
    String[] all = {"runs", "--limit", "0", "--lake", lake, "--output", "json"};
    for (JsonNode run : JSON.readTree(CommandLineForTests.run(all))) {
      if (dataset.isEmpty() || dataset.equals(run.path("dataset").asText())) {
        runs.add(run);
      }
    }
    return runs;
  }
}
