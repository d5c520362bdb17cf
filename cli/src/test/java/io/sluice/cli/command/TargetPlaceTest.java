package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table lies where no run reads it again, and where nothing else lies. */
class TargetPlaceTest {
  @TempDir Path folder;
  private CliRunner runner;

  @BeforeEach
  void write() throws IOException {
    runner = new CliRunner(folder);
    Files.createDirectory(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.csv"), "id\n1\n");
  }

  private Result ingest(String source, String target) throws IOException {
    return ingest("a", source, target);
  }

  private Result ingest(String dataset, String source, String target) throws IOException {
    Files.writeString(
        folder.resolve("a.yml"),
        "dataset: " + dataset + "\nsource: {path: '" + source + "'}\ntarget: {" + target + "}\n");
    return runner.run("ingest", "a.yml");
  }

  private void assertRefused(Result result, String why) {
    assertEquals(2, result.code(), result.out() + result.err());
    assertTrue(result.err().contains(why), result.err());
  }

  @Test
  void notWhereItsOwnSourceIsRead() throws Exception {
    assertRefused(ingest("in", "location: in/table"), "the next run would read what this one");
    assertRefused(ingest("in", "location: in"), "the next run would read what this one");
    assertRefused(ingest(".", ""), "the next run would read what this one writes");
    assertRefused(ingest("in/**", "location: in/x"), "matches files");
    assertRefused(ingest("in/sub", "location: in"), "lies in it");
    assertFalse(Files.exists(folder.resolve("in/table")));
    // The lake beside the files, and a glob that does not lead into it.
    assertEquals(0, ingest("in/*.csv", "location: in/table").code());
    assertEquals(2, runner.run("plan", "none.yml").code());
  }

  @Test
  void notInAnotherTable() throws Exception {
    assertEquals(0, ingest("in", "").code());
    for (String place :
        new String[] {
          "lake/default/a", "lake/default/a/b", "lake/default/a__rejects", "lake/default"
        }) {
      assertRefused(ingest("b", "in", "location: " + place), "would overlap");
    }
  }

  @Test
  void notAmongSluicesOwn() throws Exception {
    assertRefused(ingest("in", "database: _sluice"), "names that begin with _sluice");
    assertRefused(ingest("in", "database: _Sluice"), "names that begin with _sluice");
    assertRefused(ingest("in", "location: lake/_sluice/x"), "the lake's own folder");
    assertRefused(ingest("in", "location: lake"), "would overlap");
    assertRefused(runner.run("plan", "a.yml"), "would overlap");
  }

  /** Whatever name leads there. */
  @Test
  void linksHideNothing() throws Exception {
    assertEquals(0, ingest("in", "").code());
    Files.createSymbolicLink(folder.resolve("to_in"), Path.of("in"));
    Files.createSymbolicLink(folder.resolve("to_lake"), folder.resolve("lake"));
    assertRefused(ingest("b", "in", "location: to_in/x"), "the next run would read what this one");
    assertRefused(ingest("b", "to_in", "location: in/x"), "the next run would read what this one");
    assertRefused(ingest("b", "to_in/**", "location: in/x"), "matches files");
    assertRefused(ingest("b", "in", "location: to_lake/default/a/x"), "would overlap");
    assertRefused(ingest("b", "in", "location: to_lake/_sluice/x"), "the lake's own folder");
    assertRefused(ingest("b", "in", "location: /"), "the lake");
    // The table that is there already, by the same name.
    assertEquals(0, ingest("in", "").code());
  }

  @Test
  void aNameThatIsNoNameIsRefused() throws Exception {
    Files.writeString(folder.resolve("in/a.csv"), "x".repeat(5_000_000) + ",b\n1,2\n");
    Result result = ingest("in", "");
    assertEquals(2, result.code(), result.out());
    assertTrue(result.err().contains("has 5000000 bytes, and at most 512 are allowed: 'xxx"));
    assertTrue(result.err().length() < 1000, "the name is shown shortened");
  }

  /** DuckDB would take them for its own, and no statement of the lake could be run any more. */
  @Test
  void namesThatSqlCouldNotAskForAreRefused() throws Exception {
    for (String database :
        new String[] {"temp", "system", "memory", "Temp", "pg_catalog", "information_schema"}) {
      assertRefused(ingest("in", "database: " + database), "a name that DuckDB uses itself");
    }
    assertRefused(ingest("in", "database: main, table: runs"), "makes the table main.runs");
    assertEquals(0, ingest("in", "database: main, table: Tables").code());
    assertEquals(0, runner.run("sql", "SELECT t.id FROM main.tables t, main.runs").code());
    assertEquals(0, runner.run("sql", "SHOW ALL TABLES").code());
  }

  /** What detect writes, plan reads, whatever the files and their fields are called. */
  @Test
  void aDetectedSpecHasNamesThatSpecsMayHave() throws Exception {
    Files.writeString(
        folder.resolve("orders__rejects.jsonl"),
        "{\"\":0,\"_sluice_x\":1,\"" + "k".repeat(400) + "\":2}\n");
    assertEquals(
        0, runner.run("detect", "orders__rejects.jsonl", "--write-spec", "orders.yml").code());
    Result plan = runner.run("plan", "orders.yml");
    assertEquals(0, plan.code(), plan.err());
    assertEquals(0, runner.run("ingest", "orders.yml").code());
    Result sql =
        runner.run("sql", "-o", "csv", "SELECT \"column\", sluice_x FROM default.orders_rejects");
    assertTrue(sql.out().contains("0,1"), sql.out() + sql.err());
  }
}
