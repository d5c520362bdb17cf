package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.Ledgers;
import io.sluice.ledger.Manifest;
import io.sluice.spec.lake.Locations;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A lake with a long past. Whether a command loads what it does not show is told by taking it away:
 * the reports of all runs but the newest cannot be read.
 */
class ManyRunsTest {
  private static final int RUNS = 2000;

  @TempDir(factory = InMemory.class)
  static Path folder;

  /** Some thousand transactions, each on disk for certain, would take a busy disk minutes. */
  static final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext at, ExtensionContext test)
        throws IOException {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "sluice")
          : Files.createTempDirectory("sluice");
    }
  }

  @BeforeAll
  static void makeLake() throws Exception {
    LakeFixture lake = new LakeFixture(folder.resolve("lake"));
    lake.standard();
    try (Ledger ledger = Ledgers.open(lake.location())) {
      Lease table = ledger.leaseTable("analytics.flights").orElseThrow();
      for (int i = 0; i < RUNS; i++) {
        String id = "run-%05d".formatted(i);
        Lease run =
            ledger.begin(
                lake.start(
                    id, "flights", "analytics.flights", LakeFixture.START.plusSeconds(9999 + i)));
        RunReport report =
            LakeFixture.report(
                id,
                "flights",
                "analytics.flights",
                i % 2 == 0 ? RunState.COMMITTED : RunState.FAILED,
                new Counts(i, i, 0, 0, 0, 1),
                false);
        if (i % 2 == 0) {
          ledger.claim(run, List.of(new FileVersion("file:/in/" + i + ".csv", 1, "v")));
          ledger.record(run, table, new Manifest(List.of(), List.of(), Optional.empty(), report));
          ledger.commit(run, table, report.end().finishedAt());
        } else {
          ledger.abort(run, report.end().finishedAt(), "why " + i, Optional.of(report));
        }
      }
    }
    spoilOldReports(Locations.path(lake.location().own("ledger.sqlite")));
  }

  private static void spoilOldReports(Path file) throws SQLException {
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = c.createStatement()) {
      int spoilt =
          statement.executeUpdate(
              "UPDATE reports SET report = 'unreadable' WHERE run_no < (SELECT max(run_no) FROM"
                  + " reports)");
      assertTrue(spoilt > RUNS, "spoilt: " + spoilt);
    }
  }

  private static Result run(String... arguments) {
    Result result = new CliRunner(folder).run(arguments);
    assertEquals(0, result.code(), result.err());
    return result;
  }

  @Test
  void runsAreListedWithTheirFigures() {
    List<String> newest = run("runs", "--limit", "2").out().lines().toList();
    assertTrue(newest.get(1).matches("run-01999 +flights +failed .* 1,999 +1,999 .*"), newest + "");
    assertTrue(newest.get(2).matches("run-01998 +flights +committed .*"), newest + "");
    assertTrue(run("runs").out().contains("--limit 0 shows all"));
    // A line each, and three that are none of a run.
    assertEquals(RUNS + 3 + 3, run("runs", "--limit", "0").out().lines().count());
  }

  @Test
  void theNewestIsShown() {
    assertTrue(run("show", "last").out().contains("run-01999"));
  }

  @Test
  void queriesSeeFiguresAndRows() {
    assertEquals(
        "n,rows\r\n" + RUNS + "," + (RUNS - 1) * RUNS / 2 + "\r\n",
        run(
                "sql",
                "SELECT count(*) AS n, sum(written)::BIGINT AS rows FROM runs WHERE run_id LIKE"
                    + " 'run-%'",
                "-o",
                "csv")
            .out());
    assertEquals("n\r\n3\r\n", run("sql", "SELECT count(*) AS n FROM flights", "-o", "csv").out());
  }

  @Test
  void rejectsAreShown() {
    assertTrue(run("rejects", "flights").out().contains("not_a_number"));
  }
}
