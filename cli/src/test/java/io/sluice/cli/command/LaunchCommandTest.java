package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.command.CliRunner.Result;
import io.sluice.cli.launch.LakeLaunchRecords;
import io.sluice.launch.BuildInfo;
import io.sluice.launch.OrderRefusedException;
import io.sluice.launch.cost.PriceList;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.Profiles;
import io.sluice.launch.profile.WayProfiles;
import io.sluice.launch.size.InputFile;
import io.sluice.launch.size.Machine;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Sizing;
import io.sluice.launch.size.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launches on this machine, and what is refused before anything is asked for. */
class LaunchCommandTest {
  @TempDir private Path folder;
  private CliRunner cli;

  @BeforeEach
  void anInstallation() throws IOException {
    cli = new CliRunner(folder).home(home());
    cli.environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    Files.writeString(folder.resolve("a.csv"), "id,name\n1,a\n2,b\n");
    Files.writeString(
        folder.resolve("a.yml"),
        "{dataset: a, source: {path: a.csv}, target: {database: d, table: a}}");
  }

  @Test
  void anIngestOnThisMachineIsFollowedFoundAgainAndListed() throws Exception {
    Path jar = jar("2.12");
    Result first = launch("--run-id", "first", "--jar", jar.toString(), "-o", "json");
    assertEquals(0, first.code(), first::err);
    JsonNode record = new ObjectMapper().readTree(first.out());
    assertEquals("SUCCEEDED", record.get("end").get("phase").asText());
    assertEquals("local", record.get("way").asText());
    Result rows = cli.run("sql", "SELECT count(*) FROM d.a", "-o", "csv");
    assertTrue(rows.out().contains("2"), rows.out());

    Result again = launch("--run-id", "first", "--jar", jar.toString());
    assertEquals(0, again.code(), again::err);
    assertTrue(again.err().contains("found on local"), again.err());
    Result attached = cli.run("attach", "first");
    assertEquals(0, attached.code(), attached::err);
    assertTrue(attached.out().contains("run first on local: succeeded"), attached.out());
    Result status = cli.run("status");
    assertTrue(status.out().contains("first"), status.out());
    Result sweep = cli.run("sweep", "--compute", "--on", "local", "--grace", "0s");
    assertEquals(0, sweep.code(), sweep::err);
  }

  @Test
  void refusedDataIsExitCodeThreeWithItsCause() throws Exception {
    Files.writeString(folder.resolve("a.csv"), "id\nx\ny\n");
    Files.writeString(
        folder.resolve("a.yml"),
        "{dataset: a, source: {path: a.csv, format: csv}, schema: [{name: id, type: int}],"
            + " rejects: {max_rows: 0}, target: {database: d, table: a}}");
    Result result = launch("--jar", jar("2.12").toString());
    assertEquals(3, result.code(), result::err);
    assertTrue(result.out().contains("cause"), result.out());
  }

  @Test
  void aJarForAnotherScalaIsRefused() throws Exception {
    assertRefused(launch("--jar", jar("2.13").toString()), "is built for Scala 2.13");
    assertRefused(launch("--jar", jar(null).toString()), "is not a jar of Sluice's jobs");
  }

  @Test
  void aWayThatIsNotThereAndAWrongProfileAreToldWithTheNearest() throws Exception {
    Files.writeString(folder.resolve("sluice.yaml"), "environments:\n  dev:\n    tiemout: 1h\n");
    assertRefused(launch(), "sluice.yaml:3:5: unknown key 'tiemout'");
    Files.writeString(folder.resolve("sluice.yaml"), "environments: {dev: {}}\n");
    assertRefused(
        cli.run("launch", "a.yml", "--on", "locla", "--lake", "s3://b/l"), "did you mean 'local'?");
    assertRefused(launch("--env", "prod"), "there is no environment 'prod'");
    assertRefused(launch("--run-id", "a b"), "is not a run id");
  }

  @Test
  void whatCostsMoreByEstimateThanItMayIsRefused() {
    LaunchPlan plan = plan();
    List<Size> sizes = plan.wanted("glue", 10);
    OrderRefusedException refused =
        assertThrows(OrderRefusedException.class, () -> plan.require("glue", sizes, 0.000_001));
    assertTrue(refused.getMessage().contains("Nothing was started"), refused.getMessage());
    plan.require("glue", sizes, 100);
    plan.require("spark-submit", plan.wanted("spark-submit", 10), 0.000_001);
  }

  /** As if Glue had run it: by whose name, and what it says it used. */
  @Test
  void whatALaunchCostIsToldWithThePricesDateWhereverItIsAskedFor() throws Exception {
    launch("--run-id", "dear", "--jar", jar("2.12").toString());
    Path record = folder.resolve("lake/_sluice/launches/dear.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode changed = (ObjectNode) json.readTree(record.toFile());
    changed.put("way", "glue").put("region", "us-east-1");
    changed
        .withObject("/end/usage")
        .putArray("amounts")
        .addObject()
        .put("unit", "DPU_SECONDS")
        .put("quantity", 7200)
        .put("of", "");
    Files.writeString(record, changed.toString());

    JsonNode attached = json.readTree(cli.run("attach", "dear", "-o", "json").out());
    assertEquals(0.88, attached.at("/end/cost/total").asDouble(), 1e-9);
    assertEquals("2026-11-30", attached.at("/end/cost/prices_read").asText());
    assertEquals(2, attached.at("/end/cost/quantities/glue.dpu-hour").asDouble(), 1e-9);
    Files.writeString(
        folder.resolve("own.json"),
        """
        {"region": "eu-central-1", "read": "2026-12-01", "currency": "USD",
         "prices": {"glue.dpu-hour": {"amount": 1}}}
        """);
    JsonNode status =
        json.readTree(cli.run("status", "dear", "-o", "json", "--prices", "own.json").out());
    assertEquals(2, status.at("/end/cost/total").asDouble(), 1e-9);
    assertEquals("eu-central-1", status.at("/end/cost/region").asText());
    assertTrue(cli.run("status").out().contains("0.8800 USD"), cli.run("status")::out);
    String cost = "0.8800 USD (prices of us-east-1 read on 2026-11-30)";
    assertTrue(cli.run("attach", "dear").out().contains(cost));

    Result show = cli.run("show", "dear");
    assertTrue(show.out().contains("on glue: succeeded") && show.out().contains(cost), show.out());
    JsonNode report = json.readTree(cli.run("show", "dear", "-o", "json").out());
    assertEquals("dear", report.at("/run_id").asText());
    assertEquals(0.88, report.at("/launch/end/cost/total").asDouble(), 1e-9);
    Files.writeString(record, "{");
    Result broken = cli.run("show", "dear");
    assertEquals(0, broken.code(), broken.err());
    assertTrue(broken.err().contains("is not a record of a launch"), broken.err());
  }

  @Test
  void aRunIsOfItsLaunchThoughItIsAPartOrALaterAttempt() throws Exception {
    Path launches = Files.createDirectories(folder.resolve("lake/_sluice/launches"));
    String record =
        """
        {"version": 1, "runId": "two", "way": "emr", "environment": "e", "region": "",
         "lake": "l", "parts": [{"runId": "two-s1"}, {"runId": "two-s2"}],
         "timeoutSeconds": 3600, "ordered": "2026-01-01T10:00:00Z", "handle": null, "end": null}
        """;
    Files.writeString(launches.resolve("two.json"), record);
    Sluice root = new Sluice(Surroundings.onlyFolder(folder));
    LakeLaunchRecords records = new LakeLaunchRecords(root.lake(), root.storages());
    for (String run : List.of("two-s1", "two-s2-3", "two-s1-2")) {
      assertEquals("two", records.ofRun(run).orElseThrow().runId(), run);
    }
    for (String run : List.of("two", "two-s3", "two-2", "two-s1-x", "three")) {
      assertEquals(Optional.empty(), records.ofRun(run), run);
    }
  }

  @Test
  void filesDecideHowManyWorkersThereAre() {
    Size small = plan().size("glue", 100).orElseThrow();
    assertEquals(2, small.workers());
    assertEquals("G.1X", small.machine().name());

    Work terabyte = Work.of(List.of(new InputFile("csv", 1L << 40, false, true)));
    Size glue = Sizing.of("glue", terabyte, 100).orElseThrow();
    assertTrue(glue.workers() > 5, glue::toString);
    WayProfiles defaults = Profile.defaults().ways();
    WayProfiles there = defaults.sized("glue", glue);
    assertEquals(glue.workers(), there.glue().workers());
    assertEquals(glue.machine().name(), there.glue().workerType());
    Size serverless = Sizing.of("emr-serverless", terabyte, 100).orElseThrow();
    there = defaults.sized("emr-serverless", serverless);
    assertEquals(serverless.workers() - 1, there.serverless().mostExecutors());
    assertEquals(serverless.machine().processors(), there.serverless().executor().vcpus());
    // Managed scaling counts the machines that the profile has, 4 processors each by default.
    Size machines = new Size(new Machine("m5.4xlarge", 16, 64, 1), 11, 900, 420, "");
    assertEquals(40, defaults.sized("emr", machines).emr().mostInstances());
    WayProfiles larger = emr("core: {types: [r5.8xlarge, m5.2xlarge], on_demand: 1}");
    assertEquals(20, larger.sized("emr", machines).emr().mostInstances());
    assertFalse(emr("cluster: j-ABC").isSizable("emr"));
  }

  @Test
  void workersAreANumberOrAutoWhereTheyAreOurs() throws Exception {
    assertRefused(launch("--workers", "many"), "neither a number of workers nor 'auto'");
    assertRefused(
        launch("--jar", jar("2.12").toString(), "--workers", "auto"),
        "the machines of local are not Sluice's to choose");
    assertRefused(
        cli.run("launch", "a.yml", "--on", "batch", "--lake", "s3://b/l", "--workers", "auto"),
        "the machines of batch are not Sluice's to choose");
  }

  private static WayProfiles emr(String settings) {
    String yaml = "environments: {test: {emr: {" + settings + "}}}";
    return Profiles.read(yaml, "sluice.yaml").environment("test").ways();
  }

  private LaunchPlan plan() {
    Sluice root = new Sluice(Surroundings.onlyFolder(folder));
    return new LaunchPlan(
        LaunchContext.of(root, Profile.defaults(), LaunchContext.Stack.FOR_THE_LAKE),
        PriceList.builtIn(),
        SpecFiles.read(List.of("a.yml"), root));
  }

  @Test
  void whatIsNotKnownIsToldWithWhatIs() {
    Result attach = cli.run("attach", "nothing");
    assertRefused(attach, "has no launch nothing");
    assertRefused(cli.run("sweep"), "--compute");
  }

  @Test
  void oneLaunchThatCannotBeAskedForEndsNoList() throws IOException {
    Path launches = Files.createDirectories(folder.resolve("lake/_sluice/launches"));
    String record =
        """
        {"version": 1, "runId": "far", "way": "local", "environment": "e", "region": "",
         "lake": "l", "parts": [], "timeoutSeconds": 3600, "ordered": "2026-01-01T10:00:00Z",
         "handle": {"way": "local", "runId": "far", "id": "1", "since": "2026-01-01T10:00:00Z",
          "more": {"folder": "/nowhere/far/1", "machine": "elsewhere"}},
         "end": null}
        """;
    Files.writeString(launches.resolve("far.json"), record);
    Files.writeString(launches.resolve("broken.json"), "{");
    Result status = cli.run("status");
    assertEquals(0, status.code(), status::err);
    assertTrue(
        status.out().contains("not known: it runs on machine elsewhere (ask there)"), status::out);
    assertTrue(status.err().contains("broken.json is not a record of a launch"), status::err);
    assertEquals(record, Files.readString(launches.resolve("far.json")));
    JsonNode json = new ObjectMapper().readTree(cli.run("status", "far", "-o", "json").out());
    assertTrue(json.get("trouble").asText().contains("elsewhere"), json::toString);
    assertTrue(json.get("end").isNull(), json::toString);
    Result cancel = cli.run("cancel", "far");
    assertEquals(1, cancel.code(), cancel::err);
    assertTrue(cancel.err().contains("machine elsewhere"), cancel::err);
  }

  /** Where the jobs are the stand-in of this module's tests. */
  private Path home() throws IOException {
    Path home = folder.resolve("home");
    Path target = Files.createDirectories(home.resolve("jobs/target"));
    String name = "sluice-jobs-" + BuildInfo.current().version();
    Files.copy(jar("2.12"), target.resolve(name + ".jar"));
    Files.copy(jar("2.12"), target.resolve(name + "-all.jar"));
    Files.writeString(target.resolve("classpath.txt"), System.getProperty("java.class.path"));
    return home;
  }

  private Result launch(String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = "launch";
    arguments[1] = "a.yml";
    arguments[2] = "--on";
    arguments[3] = "local";
    System.arraycopy(more, 0, arguments, 4, more.length);
    return cli.run(arguments);
  }

  private static void assertRefused(Result result, String why) {
    assertEquals(2, result.code(), result::err);
    assertTrue(result.err().contains(why), result.err());
    assertFalse(result.err().contains("\tat "), result.err());
  }

  /** One that has nothing but what a jar says of itself. */
  private Path jar(String scala) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (scala != null) {
      manifest.getMainAttributes().putValue("Sluice-Scala", scala);
    }
    Path jar = folder.resolve("jobs-" + scala + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.finish();
    }
    return jar;
  }
}
