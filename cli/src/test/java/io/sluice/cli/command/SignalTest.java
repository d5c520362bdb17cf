package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.Main;
import io.sluice.cli.command.CliRunner.Result;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.Ledgers;
import io.sluice.localaws.testing.Signals;
import io.sluice.spec.lake.LakeLocation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a signal does to a command that ingests in its own process. */
class SignalTest {
  private static final int ROWS = 300_000;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void theRunUndoesItself(String signal, int exitCode) throws Exception {
    try (BufferedWriter csv = Files.newBufferedWriter(folder.resolve("a.csv"))) {
      csv.write("id,name\n");
      for (int i = 0; i < ROWS; i++) {
        csv.write(i + ",a name that is long enough\n");
      }
    }
    Files.writeString(folder.resolve("a.yml"), "dataset: a\nsource: {path: a.csv}\ntarget: {}\n");
    Files.writeString(
        folder.resolve("far.yml"), "dataset: b\nsource: {path: 'gs://b'}\ntarget: {}\n");
    Path pending = folder.resolve("lake/default/a/_sluice_pending");

    Process process;
    // Somebody else has the table, so that the run is not over, however late the signal comes.
    try (Ledger ledger = Ledgers.open(LakeLocation.of(folder.resolve("lake")))) {
      Lease table = ledger.leaseTable("default.a").orElseThrow();
      process = start("ingest", "a.yml", "far.yml");
      try {
        await(process, pending);
        assertTrue(Signals.send(signal, process.pid()));
        assertTrue(process.waitFor(4, TimeUnit.MINUTES), "it does not end");
      } finally {
        process.destroyForcibly();
      }
      ledger.giveBack(table);
    }
    String err = Files.readString(folder.resolve("err"));
    assertEquals(exitCode, process.exitValue(), err);
    assertTrue(err.contains("sluice: interrupted: nothing of this run is in the table"), err);
    assertFalse(err.contains("\tat "), err);
    assertFalse(
        err.contains("cannot start") || err.contains("installation"), "no job then: " + err);
    assertFalse(Files.exists(pending), "unpublished files are left");

    CliRunner runner = new CliRunner(folder);
    String runs = runner.run("runs", "-o", "json").out();
    assertTrue(runs.contains("\"failed\""), runs);
    Result again = runner.run("ingest", "a.yml");
    assertEquals(0, again.code(), again.err());
    assertEquals(
        "n\r\n" + ROWS + "\r\n",
        runner.run("sql", "SELECT count(*) AS n FROM default.a", "-o", "csv").out());
  }

  /** Our own code interpreted, so that it still writes when the signal comes. */
  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("os.name").equals("Linux")) {
      // Who starts these tests in the background has them ignore SIGINT, and a JVM inherits that.
      command.addAll(List.of("env", "--default-signal=INT,HUP,TERM"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=exclude,io/sluice/*.*",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private void await(Process process, Path file) throws Exception {
    for (int i = 0; i < 60_000 && process.isAlive() && !Files.exists(file); i++) {
      Thread.sleep(10);
    }
    assertTrue(process.isAlive(), () -> "it ended by itself: " + process.exitValue());
    assertTrue(Files.exists(file), "it does not begin to write");
  }
}
