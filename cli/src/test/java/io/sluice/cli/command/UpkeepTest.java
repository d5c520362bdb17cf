package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.Ledgers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake that is looked after: check, drop, vacuum. */
class UpkeepTest {
  @TempDir Path folder;
  private CliRunner runner;

  @BeforeEach
  void ingest() throws IOException {
    runner = new CliRunner(folder);
    Files.createDirectory(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.csv"), "id,kind\n1,x\n2,y\nbad,x\n");
    Files.writeString(
        folder.resolve("a.yml"),
        """
        dataset: a
        source: {path: in}
        schema: [{name: id, type: int}, {name: kind, type: string}]
        target: {partition_by: [kind]}
        """);
    ingestAgain();
  }

  private void ingestAgain() {
    Result result = runner.run("ingest", "a.yml");
    assertEquals(0, result.code(), result.err());
  }

  private List<Path> files(String below, String ending) throws IOException {
    if (!Files.exists(folder.resolve("lake/" + below))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder.resolve("lake/" + below))) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  private String ids() {
    Result result = runner.run("sql", "-o", "csv", "SELECT id FROM default.a ORDER BY id");
    return result.out().replace("\r\n", " ").strip();
  }

  private void assertFault(String text) {
    Result result = runner.run("check", "-o", "json");
    assertEquals(1, result.code(), result.out());
    assertTrue(result.out().contains(text), result.out());
  }

  @Test
  void aSoundLakeIsSound() throws Exception {
    Result result = runner.run("check");
    assertEquals(0, result.code(), result.out() + result.err());
    assertTrue(result.out().contains("1 table, 3 files"), result.out());
    assertTrue(result.out().contains("no fault found"), result.out());
    // Replaced files wait to be deleted, and are no strangers.
    Files.writeString(folder.resolve("in/a.csv"), "id,kind\n1,x\n3,z\n");
    ingestAgain();
    assertEquals(0, runner.run("check", "a").code());
    assertEquals(2, runner.run("check", "b").code());
  }

  @Test
  void aFlippedByteIsFound() throws Exception {
    Path file = files("default/a", ".parquet").get(0);
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 4; at < bytes.length; at += bytes.length / 7) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 4;
      Files.write(file, flipped);
      assertFault(file.getFileName().toString());
      assertFalse(runner.run("check").out().contains("parquet.format"), "no class of a library");
    }
    Files.write(file, bytes);
    assertEquals(0, runner.run("check").code());
  }

  @Test
  void whatIsGoneCutOrForeignIsFound() throws Exception {
    Path file = files("default/a", ".parquet").get(0);
    byte[] bytes = Files.readAllBytes(file);
    Path stranger = file.resolveSibling("copy.parquet");
    Files.copy(file, stranger);
    assertFault("no run put it there");
    Files.delete(stranger);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertFault("bytes, but");
    assertEquals(1, runner.run("check", "--quick").code());
    Files.delete(file);
    assertFault("it is gone");
    // Another file of the same size.
    Files.write(file, new byte[bytes.length]);
    assertFault("not a Parquet file");
  }

  /** Exit code 2 is for what is wrong with the query itself. */
  @Test
  void aQueryOverDamagedOrLostFilesFails() throws Exception {
    String query = "SELECT * FROM default.a";
    assertEquals(2, runner.run("sql", "SELECT nothing FROM default.a").code());
    Path file = files("default/a", ".parquet").get(0);
    byte[] bytes = Files.readAllBytes(file);
    byte[] damaged = bytes.clone();
    // The pages stand before the footer, whose length is in the last bytes.
    int pages =
        bytes.length
            - 8
            - ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
    Arrays.fill(damaged, 4, pages, (byte) 0x55);
    for (byte[] content : new byte[][] {damaged, new byte[bytes.length], new byte[0], null}) {
      if (content == null) {
        Files.delete(file);
      } else {
        Files.write(file, content);
      }
      Result result = runner.run("sql", query);
      assertEquals(1, result.code(), result.out() + result.err());
      assertTrue(result.err().contains("sluice check"), result.err());
      assertFalse(result.err().contains("\tat "), result.err());
    }
  }

  @Test
  void aDamagedDatabaseIsFound() throws Exception {
    Path catalog = folder.resolve("lake/_sluice/catalog.sqlite");
    byte[] bytes = Files.readAllBytes(catalog);
    assertTrue(bytes.length > 8192);
    for (int at = 4096; at < 4196; at++) {
      bytes[at] = 0x55;
    }
    Files.write(catalog, bytes);
    assertEquals(1, runner.run("check").code());
  }

  @Test
  void aDroppedTableIsGoneAndItsFilesStay() throws Exception {
    assertEquals("id 1 2", ids());
    Result dropped = runner.run("drop", "a");
    assertEquals(0, dropped.code(), dropped.err());
    assertTrue(dropped.out().startsWith("dropped default.a: 2 rows in 3 files, which stay at "));
    assertEquals(2, files("default/a", ".parquet").size());
    assertEquals(2, runner.run("sql", "SELECT * FROM default.a").code());
    assertEquals(0, runner.run("check").code(), "what is nobody's is no fault");
    assertEquals("nothing to delete\n", runner.run("vacuum", "--older-than", "0s").out());
    assertEquals(2, files("default/a", ".parquet").size());
    // The files are nobody's: a new table does not begin among them.
    Result refused = runner.run("ingest", "a.yml");
    assertEquals(2, refused.code(), refused.out());
    assertTrue(
        refused.err().contains("files that do not belong to table default.a"), refused.err());
    assertEquals(0, runner.run("check").code(), "there is no table yet");
  }

  @Test
  void aTableIsDroppedWithItsFilesAndMadeAnew() throws Exception {
    Files.writeString(folder.resolve("in/b.csv"), "id,kind\n7,z\n");
    ingestAgain();
    Result dropped = runner.run("drop", "default.a", "--data");
    assertEquals(0, dropped.code(), dropped.err());
    assertTrue(dropped.out().contains("which are deleted"), dropped.out());
    assertEquals(List.of(), files("default", ".parquet"));
    assertEquals(0, runner.run("check").code());
    ingestAgain();
    assertEquals("id 1 2 7", ids());
    assertEquals(0, runner.run("check").code());
    // Again, as if it had never been.
    assertEquals(0, runner.run("drop", "a", "--data").code());
    assertEquals(0, runner.run("drop", "a", "--data").code());
  }

  @Test
  void aTableIsNotDroppedUnderARun() throws Exception {
    LakeFixture lake = new LakeFixture(folder.resolve("lake"));
    try (Ledger ledger = Ledgers.open(lake.location())) {
      Lease run =
          ledger.begin(lake.start("20990102T030405-live", "a", "default.a", LakeFixture.START));
      Result busy = runner.run("drop", "a");
      assertEquals(1, busy.code(), busy.out());
      assertTrue(busy.err().contains("is working on default.a:"), busy.err());
      ledger.giveBack(run);
    }
    assertEquals("id 1 2", ids());
  }

  @Test
  void whatOneOfSeveralDatasetsNamesIsNotDropped() throws Exception {
    Files.writeString(
        folder.resolve("b.yml"),
        Files.readString(folder.resolve("a.yml"))
            .replace("dataset: a", "dataset: b")
            .replace("{partition_by", "{table: a, partition_by"));
    assertEquals(0, runner.run("ingest", "b.yml").code());
    Result refused = runner.run("drop", "b");
    assertEquals(2, refused.code(), refused.out());
    assertTrue(refused.err().contains("filled by the datasets a, b"), refused.err());
    assertEquals(0, runner.run("drop", "default.a", "--data").code());
    ingestAgain();
    assertEquals("id 1 2", ids());
  }

  @Test
  void vacuumRemovesWhatIsAskedFor() throws Exception {
    Files.writeString(
        folder.resolve("a.yml"),
        Files.readString(folder.resolve("a.yml")) + "rejects: {max_rows: 0}\n");
    Files.writeString(folder.resolve("in/a.csv"), "id,kind\nbad,x\n");
    assertEquals(3, runner.run("ingest", "a.yml").code());
    Path pending =
        Files.createDirectories(folder.resolve("lake/default/a/_sluice_pending/" + firstRun()));
    Files.writeString(pending.resolve("x.parquet"), "");
    assertEquals(1, files("_sluice/refused", ".parquet").size());
    assertEquals("1 rest of a run that was not published deleted\n", runner.run("vacuum").out());
    assertFalse(Files.exists(pending));
    assertEquals("nothing to delete\n", runner.run("vacuum", "--refused", "1d").out());
    assertEquals(
        "1 file of refused runs deleted\n2 copies of reports deleted\n",
        runner.run("vacuum", "--refused", "0s", "--reports", "0s").out());
    assertEquals(List.of(), files("_sluice/refused", ".parquet"));
    assertEquals(0, runner.run("show", "last").code());
  }

  @Test
  void whatRefusedRunsLeaveIsBounded() throws Exception {
    Files.writeString(
        folder.resolve("a.yml"),
        Files.readString(folder.resolve("a.yml")) + "rejects: {max_rows: 0}\n");
    for (int i = 0; i < 12; i++) {
      Files.writeString(folder.resolve("in/a.csv"), "id,kind\nbad" + i + ",x\n");
      assertEquals(3, runner.run("ingest", "a.yml").code());
    }
    assertEquals(10, files("_sluice/refused", ".parquet").size());
    assertTrue(runner.run("rejects", "a", "--run", "last").out().contains("bad11"));
    String all = runner.run("sql", "-o", "csv", "SELECT raw FROM default.a__refused").out();
    assertTrue(all.contains("bad2") && !all.contains("bad1,"), all);
  }

  private String firstRun() throws IOException {
    String name = files("_sluice/reports", ".json").get(0).getFileName().toString();
    return name.replace(".json", "");
  }
}
