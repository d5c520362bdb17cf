package io.sluice.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.testing.SmallLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table's own files are told from others', also when the catalog does not know the table. */
class TargetFolderTest {
  @TempDir Path folder;
  private SmallLake lake;

  @BeforeEach
  void makeTable() throws IOException {
    lake = new SmallLake(folder).write("a.csv", "id\n1\n").write("b.csv", "id\n2\n");
    lake.done("");
  }

  /** As somebody does by hand who thinks that it can be made again. */
  private void loseTable() {
    try (Lake opened = lake.lake()) {
      opened.catalog().drop(opened.catalog().table("default", "t").orElseThrow());
    }
  }

  private Path table() {
    return folder.resolve("lake/default/t");
  }

  @Test
  void liveFilesOfRunsLongAgoAreItsOwn() throws Exception {
    try (Connection c =
            DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve("lake/_sluice/ledger.sqlite"));
        Statement statement = c.createStatement()) {
      assertEquals(
          1_500,
          statement.executeUpdate(
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) INSERT"
                  + " INTO runs (run_id, feed_id, dataset, table_name, location, state, started_at,"
                  + " finished_at) SELECT 'later-' || i, feed_id, dataset, table_name, location,"
                  + " 'ABORTED', started_at, finished_at FROM runs CROSS JOIN n"));
    }
    loseTable();
    lake.write("c.csv", "id\n3\n");
    lake.done("");
    assertEquals(List.of("1", "2", "3"), lake.rows("id"));
  }

  /** What a correction replaced is kept for a while, and is no stranger. */
  @Test
  void whatWaitsToBeDeletedIsItsOwn() throws Exception {
    lake.write("a.csv", "id\n10\n");
    lake.done("");
    loseTable();
    lake.write("c.csv", "id\n3\n");
    lake.done("");
    assertEquals(List.of("2", "3", "10"), lake.rows("id"));
  }

  @Test
  void anyOtherFileIsNot() throws Exception {
    loseTable();
    Files.writeString(table().resolve("foreign.parquet"), "x");
    lake.write("c.csv", "id\n3\n");
    Outcome outcome = lake.ingest("");
    assertEquals(ExitCode.USAGE, outcome.exitCode());
    String message = outcome.failure().orElseThrow().getMessage();
    assertTrue(message.contains("1 files that do not belong to table default.t"), message);
  }
}
