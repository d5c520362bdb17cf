package io.sluice.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.testing.SmallLake;
import io.sluice.ingest.upkeep.TableDrop;
import io.sluice.ledger.RunStart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A place is taken by tables that are there, and by no others. */
class TargetPlaceTest {
  @TempDir Path folder;
  private SmallLake lake;

  @BeforeEach
  void makeLake() throws IOException {
    lake = new SmallLake(folder).write("a.csv", "id\n1\n");
  }

  private Path at(String place) {
    return folder.resolve("tables").resolve(place);
  }

  private String target(String table, String place) {
    return "target: {table: " + table + ", location: '" + at(place) + "'}\n";
  }

  private void taken(String by, String table, String place) {
    Outcome outcome = lake.ingest(target(table, place));
    assertEquals(ExitCode.USAGE, outcome.exitCode());
    String message = outcome.failure().orElseThrow().getMessage();
    assertTrue(message.contains("would overlap"), message);
    assertTrue(message.contains("table default." + by), message);
  }

  private void drop(String table) throws IOException {
    try (Lake opened = lake.lake()) {
      new TableDrop(opened, opened.storages()).drop("default." + table, TableDrop.Data.DELETE);
    }
  }

  @Test
  void aDroppedTablesPlaceIsFree() throws Exception {
    lake.done(target("a", "x"));
    taken("a", "b", "x");
    taken("a", "b", "x/sub");
    drop("a");
    lake.done(target("b", "x"));
    // And is the other's now, whatever was there before.
    taken("b", "a", "x");
    taken("b", "a", "x/sub");
  }

  @Test
  void aTableThatNeverCameToBeTakesNone() {
    assertEquals(
        ExitCode.REFUSED,
        lake.ingest(
                "schema: [{name: other, type: int}]\non_drift: {new_column: fail}\n"
                    + target("a", "x"))
            .exitCode());
    lake.done(target("b", "x"));
  }

  /** As a machine leaves it that loses power while it reads the table's first files. */
  @Test
  void aDeadRunTakesNoneEither() {
    try (Lake dying = lake.lake()) {
      begin(dying, "x");
    }
    lake.done(target("b", "x"));
  }

  private void begin(Lake opened, String place) {
    opened
        .ledger()
        .begin(
            new RunStart(
                "20240102t030405-x", "t", "default.a", at(place).toString(), Instant.now()));
  }

  @Test
  void aTableThatARunIsMakingTakesItsPlace() {
    try (Lake living = lake.lake()) {
      begin(living, "x");
      taken("a", "b", "x");
    }
  }

  @Test
  void aTableThatWasLostFromTheCatalogIsThere() {
    lake.done(target("a", "x"));
    try (Lake opened = lake.lake()) {
      opened.catalog().drop(opened.catalog().table("default", "a").orElseThrow());
    }
    taken("a", "b", "x/sub");
    moveRefused();
  }

  private void moveRefused() {
    Outcome outcome = lake.ingest(target("a", "elsewhere"));
    assertEquals(ExitCode.USAGE, outcome.exitCode());
    String message = outcome.failure().orElseThrow().getMessage();
    assertTrue(message.contains("table default.a lies at " + at("x")), message);
  }

  /** Whatever later specs say, also while there is nothing to do. */
  @Test
  void aTableStaysWhereItIs() throws Exception {
    lake.done(target("a", "x"));
    moveRefused();
    lake.write("b.csv", "id\n2\n");
    moveRefused();
    taken("a", "b", "x/sub");
    lake.done(target("b", "elsewhere"));
  }
}
