package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import io.sluice.cli.terminal.Terminal;
import io.sluice.launch.JobRequest;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
  private static final String SPEC = "dataset: flights\nsource: {path: flights.csv}\ntarget: {}\n";

  @TempDir static Path folder;

  @BeforeAll
  static void makeLake() throws Exception {
    new LakeFixture(folder.resolve("lake")).standard();
    Files.writeString(folder.resolve("flights.yml"), SPEC);
  }

  private static Result run(String... arguments) {
    return new CliRunner(folder).run(arguments);
  }

  @Test
  void everyCommandHasHelpWithExamples() {
    CommandLine commands =
        Commands.all(
            new Surroundings(java.util.Map.of(), null, folder, null, Terminal.NONE, job -> null),
            new PrintWriter(java.io.Writer.nullWriter()),
            new PrintWriter(java.io.Writer.nullWriter()));
    assertFalse(commands.getSubcommands().isEmpty());
    for (String name : commands.getSubcommands().keySet()) {
      assertEquals(name, commands.getSubcommands().get(name).getCommandName());
      Result help = run(name, "--help");
      assertEquals(0, help.code(), name);
      assertTrue(help.out().contains("Examples:"), name);
      assertTrue(help.out().contains("./sluice " + name), name);
      assertTrue(help.out().lines().allMatch(line -> line.length() <= 100), help.out());
    }
  }

  @Test
  void versionIsFilledInByTheBuild() {
    assertTrue(run("--version").out().matches("(?s)sluice \\d+\\.\\d+\\.\\d+.*Spark 3\\..*"));
  }

  @Test
  void mistypedNamesAreUnderstood() {
    assertSays(run("runz"), "unknown command 'runz'; did you mean 'runs'?");
    assertSays(run("runs", "--lmit=3"), "unknown option '--lmit'; did you mean '--limit'?");
    assertSays(run("ingest", "a.yml", "--mster=x"), "did you mean '--master'?");
    assertSays(run(), "a command is missing");
    assertSays(run("ingest"), "SPEC");
    assertSays(run("runs", "--output", "xml"), "xml");
    assertSays(run("runs", "--limit", "-1"), "--limit is -1");
  }

  private static void assertSays(Result result, String text) {
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains(text), result.err());
  }

  @Test
  void ingestHandsItsArgumentsToTheJob() throws Exception {
    String report = run("show", "last", "-o", "json").out();
    CliRunner runner = new CliRunner(folder).jobExitCode(3).jobOutput(report);
    Result result =
        runner.run(
            "ingest",
            "flights.yml",
            "--report",
            "r.json",
            "-o",
            "json",
            "--lake",
            "other",
            "--master",
            "local[1]");
    assertEquals(3, result.code());
    assertEquals(report.strip(), result.out().strip());
    assertEquals(report.strip(), Files.readString(folder.resolve("r.json")).strip());
    assertEquals(
        List.of(
            new JobRequest(
                JobRequest.INGEST,
                List.of(
                    folder.resolve("flights.yml").toString(),
                    "--lake",
                    folder.resolve("other").toString(),
                    "--progress",
                    "lines"),
                "local[1]")),
        runner.jobs);
  }

  @Test
  void benchmarkHandsItsArgumentsToItsOwnModule() {
    CliRunner runner = new CliRunner(folder).home(folder).jobExitCode(1).jobOutput("[]\n");
    Result result = runner.run("benchmark", "--case", "wide,text", "--runs", "3", "-o", "json");
    assertEquals(1, result.code(), result.err());
    assertEquals("[]\n", result.out());
    JobRequest job = runner.jobs.get(0);
    assertEquals(JobRequest.Module.BENCHMARKS, job.module());
    assertEquals(
        List.of("--case", "wide,text", "--runs", "3", "--output", "json"),
        job.arguments().subList(0, 6));
    assertTrue(job.arguments().contains("--home"), job.arguments().toString());
    assertEquals(JobRequest.Archive.MAKE_FIRST, job.archive());
    runner.run("benchmark", "--micro");
    runner.run("benchmark", "--mode", "warm");
    runner.run("benchmark", "--engine", "spark,duckdb");
    assertEquals(
        List.of(JobRequest.Archive.NONE, JobRequest.Archive.NONE, JobRequest.Archive.NONE),
        runner.jobs.subList(1, 4).stream().map(JobRequest::archive).toList());
  }

  @Test
  void nextStepsMeanTheSameLake() throws Exception {
    String named = folder.resolve("the other's lake").toString();
    new LakeFixture(Path.of(named)).standard();
    String option = " --lake '" + named.replace("'", "'\\''") + "'";
    String runs = run("runs", "--lake", named).out();
    assertTrue(runs.contains("'sluice show" + option + " last'"), runs);
    String rejects = run("rejects", "flights", "--lake", named).out();
    assertTrue(rejects.contains("sluice sql" + option + " \"FROM "), rejects);
    assertTrue(run("runs").out().contains("'sluice show last'"));
  }

  @Test
  void ingestSaysWhatWasDone() {
    String report = run("show", "20260102", "-o", "json").out();
    String refused = run("show", "last", "-o", "json").out();
    Result result =
        new CliRunner(folder)
            .jobOutput("[" + report + "," + refused + "]")
            .jobExitCode(3)
            .run("ingest", "flights.yml", "flights.yml", "--engine", "spark");
    for (String part :
        List.of(
            "committed",
            "refused",
            "1 rejected as not_a_number in price",
            "one warning",
            "the limit is 1 %",
            "sluice rejects flights")) {
      assertTrue(result.out().contains(part), part + " in\n" + result.out());
    }
    assertEquals(3, result.code());
  }

  @Test
  void aPlanIsAPage() {
    Result result =
        new CliRunner(folder)
            .jobOutput(
                """
                {"dataset":"flights","table":"analytics.flights","location":"/l","new_table":true,
                 "files":[{"uri":"/in/a.csv","bytes":1500,"change":"new","format":"csv",
                           "settings":{"delimiter":"; (detected)"},"ranges":2,"notes":["a note"]}],
                 "files_in_table":["/in/b.csv"],"partition_keys":["year"],
                 "columns":[{"name":"id","type":"bigint","from":"ID","origin":"spec","nullable":false}],
                 "tasks":1,"ranges":2,"bytes":1500,"engine":"spark: asked for by --engine",
                 "execution_path":"columns","drift":["new column x"],
                 "warnings":[]}
                """)
            .run("plan", "flights.yml", "--engine", "spark");
    for (String part :
        List.of(
            "analytics.flights (new)",
            "1 file, 1.5 kB, in 2 ranges",
            "spark: asked for by --engine",
            "new column x",
            "detected: delimiter ';'; a note",
            "id      bigint  no    ID    spec")) {
      assertTrue(result.out().contains(part), part + " in\n" + result.out());
    }
  }

  @Test
  void plansForTheMasterThatWouldIngest() {
    CliRunner runner = new CliRunner(folder);
    runner.run("plan", "flights.yml", "--engine", "spark");
    runner.run("plan", "flights.yml", "--master", "local[2]");
    assertEquals(
        List.of(JobRequest.LOCAL_MASTER, "local[2]"),
        runner.jobs.stream().map(JobRequest::master).toList());
  }

  @Test
  void theLakeIsNamedByOptionThenEnvironmentThenHabit() {
    CliRunner runner = new CliRunner(folder);
    runner.run("plan", "flights.yml", "--engine", "spark");
    runner.environment.put("SLUICE_LAKE", "from-env");
    runner.run("plan", "flights.yml", "--engine", "spark");
    runner.run("--lake", "from-option", "plan", "flights.yml", "--engine", "spark");
    assertEquals(
        List.of("lake", "from-env", "from-option"),
        runner.jobs.stream()
            .map(job -> job.arguments().get(job.arguments().indexOf("--lake") + 1))
            .map(lake -> Path.of(lake).getFileName().toString())
            .toList());
  }

  @Test
  void aMissingSpecIsSaidBeforeAnythingStarts() throws Exception {
    CliRunner runner = new CliRunner(folder);
    assertSays(runner.run("ingest", "nope.yml"), "there is no spec nope.yml");
    assertSays(runner.run("plan", "lake"), "is a folder");
    Files.writeString(folder.resolve("wrong.yml"), SPEC + "targte: {}\n");
    assertSays(runner.run("ingest", "wrong.yml"), "did you mean 'target'?");
    assertTrue(runner.jobs.isEmpty());
  }

  @Test
  void runsAreListed() {
    String out = run("runs").out();
    assertTrue(out.contains("refused") && out.contains("committed"), out);
    assertTrue(out.contains("1.5 s"), out);
    assertEquals(
        2, run("runs", "--limit", "1").out().lines().takeWhile(l -> !l.startsWith("(")).count());
    assertTrue(run("runs", "-o", "json", "--limit", "1").out().contains("cccc"));
    assertSays(run("runs", "flight"), "did you mean 'flights'?");
    assertEquals(0, run("runs", "flights").code());
  }

  @Test
  void rejectsAreCountedThenShown() {
    for (String name : List.of("flights", "analytics.flights")) {
      String out = run("rejects", name).out();
      assertTrue(out.contains("not_a_number  price"), out);
      assertTrue(out.contains("flights 1.csv"), out);
      assertTrue(out.contains("3,12x"), out);
    }
    assertTrue(run("rejects", "flights", "-o", "json").out().contains("\"byte_offset\":40"));
    assertTrue(run("rejects", "flights", "--run", "20260102").out().contains("not_a_number"));
    assertTrue(run("rejects", "flights", "--run", "last").out().contains("No record in"));
    assertTrue(run("rejects", "empty_one").out().contains("No record in"));
    assertSays(run("rejects", "flihgts"), "did you mean 'flights'?");
  }

  @Test
  void aRunIsShown() {
    String out = run("show", "20260102").out();
    for (String part :
        List.of(
            "committed",
            "analytics.flights",
            "accounted for",
            "new column gate",
            "one warning",
            "id_unique",
            "not_a_number",
            "header found",
            "1.3 s",
            "(detected)")) {
      assertTrue(out.contains(part), part + " in\n" + out);
    }
    assertTrue(run("show", "last").out().contains("the limit is 1 %"));
    assertTrue(run("show", "last", "-o", "json").out().contains("\"schema_version\""));
    assertSays(run("show", "2026"), "several runs' ids begin with '2026', for example 2026");
    assertSays(run("show", "nope"), "'sluice runs' lists them");
  }

  @Test
  void completionKnowsTheCommands() {
    assertTrue(run("completion", "bash").out().contains("rejects"));
    assertTrue(run("completion", "zsh").out().contains("compinit"));
    assertSays(run("completion", "fish"), "fish");
  }

  @Test
  void demoIngestsAndAsks(@TempDir Path home) throws Exception {
    Path demo = Files.createDirectories(home.resolve("test-data/demo"));
    Files.writeString(
        demo.resolve("flights.yml"),
        SPEC.replace("target: {}", "target: {database: analytics, table: flights}"));
    Files.writeString(demo.resolve("flights.csv"), "id,gate\n1,A1\n2,A2\n3,A3\n");
    Files.writeString(
        demo.resolve("1.sql"), "-- How many?\nSELECT count(*) AS n\nFROM analytics.flights");
    CliRunner runner = new CliRunner(home).home(home);
    Result result = runner.run("demo");
    assertEquals(0, result.code(), result.err());
    assertEquals(List.of(), runner.jobs);
    assertTrue(result.out().contains("How many?"), result.out());
    assertTrue(result.out().contains("analytics.flights     3"), result.out());
    assertTrue(runner.run("demo").out().contains("nothing_to_do"));

    Result spark = runner.jobExitCode(1).run("demo", "--engine", "spark");
    assertEquals(1, spark.code());
    assertEquals(JobRequest.INGEST, runner.jobs.get(0).mainClass());
    assertEquals(JobRequest.LOCAL_MASTER, runner.jobs.get(0).master());
  }

  @Test
  void stackTracesOnlyWhenAsked(@TempDir Path broken) throws Exception {
    Files.createDirectories(broken.resolve("lake/_sluice"));
    Files.writeString(broken.resolve("lake/_sluice/ledger.sqlite"), "not a database".repeat(100));
    Result quiet = new CliRunner(broken).run("runs");
    assertEquals(1, quiet.code());
    assertTrue(quiet.err().contains("is not a SQLite database"), quiet.err());
    assertFalse(quiet.err().contains("\tat "), quiet.err());
    assertTrue(new CliRunner(broken).run("runs", "--verbose").err().contains("\tat "));
  }
}
