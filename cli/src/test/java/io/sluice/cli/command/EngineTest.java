package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.command.CliRunner.Result;
import io.sluice.launch.JobRequest;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.RunState;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs an ingest or a plan, and what comes out of it when it is threads of this process. */
class EngineTest {
  @TempDir Path folder;
  private CliRunner runner;

  @BeforeEach
  void writeFiles() throws IOException {
    runner = new CliRunner(folder);
    write("a.csv", "id,day\n1,2024-01-01\n2,2024-01-02\n");
    write("a.yml", "dataset: a\nsource: {path: a.csv}\ntarget: {}\n");
    write("b.csv", "id\n7\nx\n");
    write(
        "b.yml",
        "dataset: b\nsource: {path: b.csv}\nschema: [{name: id, type: int}]\ntarget: {}\n");
    write("far.yml", "dataset: far\nsource: {path: 'gs://x/y'}\ntarget: {}\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static JsonNode json(Result result) throws IOException {
    return new ObjectMapper().readTree(result.out());
  }

  private static RunReport report(RunState state) {
    return LakeFixture.report(
        "20260102-030405-aaaa", "far", "default.far", state, new Counts(1, 0, 1, 0, 0, 9), true);
  }

  @Test
  void threadsOfThisProcessIngestWhatDoesNotNeedSpark() throws Exception {
    Result result = runner.run("ingest", "a.yml", "-o", "json", "--report", "r.json");
    assertEquals(0, result.code(), result.err());
    JsonNode report = json(result);
    assertEquals("COMMITTED", report.path("state").asText().toUpperCase(java.util.Locale.ROOT));
    assertEquals(2, report.path("totals").path("written").asInt());
    assertEquals(
        "threads: the spec does not need Spark", report.path("settings").path("engine").asText());
    assertEquals(report, new ObjectMapper().readTree(Files.readString(folder.resolve("r.json"))));
    assertEquals(
        "id,day\r\n1,2024-01-01\r\n2,2024-01-02\r\n",
        runner.run("sql", "SELECT * FROM default.a ORDER BY id", "-o", "csv").out());
    assertEquals(List.of(), runner.jobs);
    assertTrue(runner.run("ingest", "a.yml").out().contains("nothing new to ingest"));
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeTheRun() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    for (String place : List.of("no/such/folder/r.json", "sub", "a.csv/r.json")) {
      assertSays(runner.run("ingest", "a.yml", "--report", place), "--report: ");
      assertSays(runner.run("ingest", "far.yml", "--report", place), "--report: ");
      assertFalse(Files.exists(folder.resolve("lake")), "nothing was begun");
      assertEquals(List.of(), runner.jobs);
    }
    assertSays(runner.run("detect", "a.csv", "--write-spec", "no/such/a.yml"), "--write-spec: ");
    // Nor is a file made before there is something to write.
    assertEquals(2, runner.run("ingest", "none.yml", "--report", "sub/r.json").code());
    assertFalse(Files.exists(folder.resolve("sub/r.json")));
  }

  @Test
  void severalSpecsGiveOneArray() throws Exception {
    Result result = runner.run("ingest", "a.yml", "b.yml", "-o", "json");
    assertEquals(0, result.code(), result.err());
    JsonNode reports = json(result);
    assertEquals(2, reports.size());
    assertEquals("a", reports.get(0).path("dataset").asText());
    assertEquals("b", reports.get(1).path("dataset").asText());
    assertEquals(1, reports.get(1).path("totals").path("rejected").asInt());
  }

  @Test
  void specsOfBothEnginesGiveOneArrayInTheOrderOfTheSpecs() throws Exception {
    runner.jobOutput(RunReports.toJson(report(RunState.REFUSED))).jobExitCode(3);
    Result result = runner.run("ingest", "far.yml", "a.yml", "-o", "json");
    assertEquals(3, result.code(), result.err());
    JsonNode reports = json(result);
    assertEquals("far", reports.get(0).path("dataset").asText());
    assertEquals("a", reports.get(1).path("dataset").asText());
    assertEquals(1, runner.jobs.size());
    assertEquals(folder.resolve("far.yml").toString(), runner.jobs.get(0).arguments().get(0));
    assertFalse(runner.jobs.get(0).arguments().contains(folder.resolve("a.yml").toString()));
  }

  /** Whatever ends the job: the command's exit code is one of its own, and says so. */
  @Test
  void aJobThatDidNotComeToItsEndIsTold() {
    String json = RunReports.toJson(report(RunState.COMMITTED));
    record Ended(int code, String output, String told) {}
    for (Ended ended :
        List.of(
            new Ended(137, "", "was killed (signal 9)"),
            new Ended(137, json.substring(0, 40), "SLUICE_HEAP"),
            new Ended(134, "", "JVM crashed (signal 6)"),
            new Ended(139, "", "hs_err_pid"),
            new Ended(129, "", "ended from outside (signal 1)"),
            new Ended(52, "", "ran out of memory"),
            new Ended(50, "", "Spark ended the job"),
            new Ended(3, "", "code 3 and without a report"),
            new Ended(0, "", "code 0 and without its result"),
            new Ended(77, "", "code 77 and without its result"))) {
      for (String command : List.of("ingest", "plan")) {
        runner.jobOutput(ended.output()).jobExitCode(ended.code());
        Result result = runner.run(command, "far.yml");
        assertEquals(1, result.code(), result.err());
        assertTrue(result.err().contains(ended.told()), result.err());
        assertTrue(result.err().contains("The next run finishes or undoes"), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
      }
    }
    // What it told before it crashed is not lost.
    Result crashed = runner.jobOutput(json).jobExitCode(134).run("ingest", "far.yml");
    assertEquals(1, crashed.code());
    assertTrue(crashed.out().contains("committed"), crashed.out());
    for (int code : new int[] {1, 2, 130, 143}) {
      Result own = runner.jobOutput("").jobExitCode(code).run("ingest", "far.yml");
      assertEquals(code, own.code());
      assertEquals("", own.err());
    }
  }

  @Test
  void twoSpecsOfOneDatasetAreTwoRuns() throws Exception {
    assertEquals(2, json(runner.run("ingest", "a.yml", "a.yml", "-o", "json")).size());
  }

  @Test
  void sparkRunsWhatNeedsItAndWhatIsAskedFor() {
    for (String[] arguments :
        new String[][] {
          {"plan", "far.yml"},
          {"plan", "a.yml", "--engine", "spark"},
          {"plan", "a.yml", "--master", "local[3]"},
          {"plan", "a.yml", "--engine", "SPARK", "--master", "local[3]"}
        }) {
      runner.jobs.clear();
      runner.run(arguments);
      assertEquals(1, runner.jobs.size(), String.join(" ", arguments));
      assertEquals(JobRequest.PLAN, runner.jobs.get(0).mainClass());
      assertEquals(
          List.of(arguments).contains("--master") ? "local[3]" : JobRequest.LOCAL_MASTER,
          runner.jobs.get(0).master());
    }
  }

  @Test
  void threadsCannotRunEverything() {
    for (String command : List.of("ingest", "plan")) {
      assertSays(
          runner.run(command, "far.yml", "--engine", "threads"),
          "dataset far cannot be ingested by threads: gs://x/y can be reached by Spark's file "
              + "systems only");
      assertSays(
          runner.run(command, "a.yml", "--engine", "threads", "--master", "local[2]"),
          "--master is for Spark only");
      assertSays(runner.run(command, "a.yml", "--engine", "sprak"), "sprak");
    }
    assertEquals(List.of(), runner.jobs);
    assertFalse(Files.exists(folder.resolve("lake")));
  }

  private static void assertSays(Result result, String text) {
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains(text), result.err());
    assertFalse(result.err().contains("\tat "), result.err());
  }

  @Test
  void aPlanSaysWhichEngineAndWhy() throws Exception {
    Result page = runner.run("plan", "a.yml");
    assertEquals(0, page.code(), page.err());
    assertTrue(page.out().contains("threads: the spec does not need Spark"), page.out());
    assertTrue(
        runner.run("plan", "a.yml", "--engine", "threads").out().contains("asked for by --engine"));
    JsonNode plan = json(runner.run("plan", "a.yml", "-o", "json"));
    assertEquals("threads: the spec does not need Spark", plan.path("engine").asText());
    assertEquals("default.a", plan.path("table").asText());
    assertFalse(Files.exists(folder.resolve("lake")), "a plan writes nothing");
  }

  @Test
  void aRefusedRunIsOneLineAndExitCodeThree() throws Exception {
    write("b.yml", Files.readString(folder.resolve("b.yml")) + "rejects: {max_rows: 0}\n");
    Result result = runner.run("ingest", "b.yml", "a.yml");
    assertEquals(3, result.code(), result.err());
    assertTrue(result.err().startsWith("sluice: 1 of 2 records"), result.err());
    assertFalse(result.err().contains("\tat "), result.err());
    assertTrue(result.out().contains("refused"), result.out());
    assertTrue(result.out().contains("committed"), "the other one ran: " + result.out());
  }

  @Test
  void aFailedRunHasAStackTraceOnlyWhenAsked() throws Exception {
    write("a.yml", "dataset: a\nsource: {path: a.csv}\ntarget: {location: a.csv/t}\n");
    Result quiet = runner.run("ingest", "a.yml");
    assertEquals(1, quiet.code(), quiet.err());
    assertTrue(quiet.err().startsWith("sluice: "), quiet.err());
    assertFalse(quiet.err().contains("\tat "), quiet.err());
    assertTrue(runner.run("ingest", "a.yml", "--verbose").err().contains("\tat "));
    assertTrue(runner.run("runs").out().contains("failed"));
  }
}
