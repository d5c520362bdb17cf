package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.command.Commands;
import io.sluice.cli.command.Surroundings;
import io.sluice.cli.terminal.Terminal;
import io.sluice.launch.LocalTarget;
import io.sluice.localaws.testing.EmulatedEnvironment;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * What holds for every way to launch, with the jar really running: files from a bucket become the
 * rows, catalog, ledger and report that an ingest on this machine makes of them.
 */
abstract class LaunchContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KILLED = 137;
  private static final String GOOD = "id,name,day\n1,a,2024-01-01\n2,b,2024-01-02\n3,,2024-01-02\n";
  private static final String BAD = "id,name,day\nx,a,2024-01-01\ny,b,2024-01-02\n";

  @TempDir private Path folder;

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

  private record Ended(int code, String out, String err) {}

  @Test
  void rowsCatalogLedgerAndReportAreThoseOfALocalRun() throws Exception {
    Flow flow = Flow.flow();
    String dataset = dataset("good");
    land(dataset, GOOD);
    Path spec = spec(dataset, flow.landing(dataset) + "/*.csv");
    String id = dataset + "-1";
    Ended launched = launch(spec, id);
    assertEquals(0, launched.code(), launched.err());
    JsonNode record = JSON.readTree(launched.out());
    assertEquals("SUCCEEDED", record.path("end").path("phase").asText(), launched.out());

    Path here = Files.createDirectories(folder.resolve("files"));
    Files.writeString(here.resolve("a.csv"), GOOD);
    Path local = spec(dataset, here + "/*.csv");
    String lake = folder.resolve("lake").toString();
    CommandLineForTests.run("ingest", "--lake", lake, local.toString());
    String query = "SELECT * FROM flow." + dataset + " ORDER BY ALL";
    List<String> expected = CommandLineForTests.query(lake, query);
    assertEquals(4, expected.size());
    assertEquals(expected, CommandLineForTests.query(flow.lake(), query));
    assertEquals(report(lake, dataset), report(flow.lake(), dataset));
    CommandLineForTests.run("catalog", "diff", "--lake", flow.lake());

    // The same id is the same run: nothing is started, nothing is ingested again.
    Ended again = launch(spec, id);
    assertEquals(0, again.code(), again.err());
    assertTrue(again.err().contains("found on " + way()), again.err());
    assertEquals(expected, CommandLineForTests.query(flow.lake(), query));
    assertEquals(1, runs(flow.lake(), dataset).size());
    assertNothingRuns();
  }

  @Test
  void aLauncherThatIsKilledIsFollowedByAnother() throws Exception {
    Flow flow = Flow.flow();
    String dataset = dataset("killed");
    land(dataset, GOOD);
    String spec = spec(dataset, flow.landing(dataset) + "/*.csv").toString();
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
    Ended attached = run("attach", id, "--profiles", profiles);
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
    land(dataset, BAD);
    Ended ended = launch(spec(dataset, flow.landing(dataset) + "/*.csv"), dataset + "-1");
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
            spec(dataset, "s3://there-is-no-such-bucket-" + dataset.hashCode() + "/*.csv"),
            dataset + "-1");
    assertTrue(ended.code() == 1 || ended.code() == 2, ended.err() + ended.out());
    assertNothingRuns();
  }

  private String dataset(String kind) {
    return way().replace('-', '_') + "_" + kind;
  }

  private static void land(String dataset, String text) {
    Flow.flow().land(dataset, "a.csv", RequestBody.fromString(text));
  }

  private Path spec(String dataset, String path) throws Exception {
    return Files.writeString(
        Files.createTempDirectory(folder, "spec").resolve(dataset + ".yml"),
        """
        dataset: %s
        source: {path: "%s", format: csv}
        schema: [{name: id, type: int}, {name: name, type: string}, {name: day, type: date}]
        rejects: {max_rows: 0}
        target: {database: flow, table: %s, partition_by: [month(day)]}
        """
            .formatted(dataset, path, dataset));
  }

  @SuppressWarnings("try") // Who launches is somebody else as long as it is open.
  private Ended launch(Path spec, String runId) throws Exception {
    Path profiles = profiles();
    try (Launcher launcher = Launcher.with(policy())) {
      return run(
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

  private Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Path home = Path.of(System.getProperty("sluice.root"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.put("SLUICE_JOB_JAVA_OPTS", String.join(" ", EmulatedEnvironment.javaOptions()));
    Surroundings surroundings =
        new Surroundings(
            environment,
            home,
            folder,
            InputStream.nullInputStream(),
            Terminal.NONE,
            new LocalTarget(home, environment));
    int code =
        Commands.run(
            surroundings, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Ended(code, out.toString(), err.toString());
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

  /** What of the newest run does not depend on where it ran. */
  static Map<String, String> report(String lake, String dataset) throws Exception {
    JsonNode run = runs(lake, dataset).get(0);
    Map<String, String> report = new HashMap<>();
    for (String name : List.of("state", "files", "read", "written", "rejected", "table_name")) {
      report.put(name, run.path(name).toString());
    }
    return report;
  }
}
