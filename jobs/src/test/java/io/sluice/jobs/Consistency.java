package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.ingest.lake.Lake;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What must hold of a lake whenever no run is under way, whatever happened before: of one whose
 * spec keeps no replaced files, unless said otherwise.
 */
public final class Consistency {
  private static final int MANY = 10_000;

  private final TestLake lake;
  private final String database;
  private final String table;
  private final Replaced replaced;

  /** What became of files that runs replaced. */
  enum Replaced {
    DELETED,
    /** Those of runs that nobody cleaned up after are all there. */
    KEPT
  }

  /**
   * @param qualified {@code database.table}
   */
  Consistency(TestLake lake, String qualified) {
    this(lake, qualified, Replaced.DELETED);
  }

  Consistency(TestLake lake, String qualified, Replaced replaced) {
    this.lake = lake;
    this.replaced = replaced;
    String[] name = qualified.split("\\.", 2);
    this.database = name[0];
    this.table = name[1];
  }

  /**
   * The table has exactly these rows; files, ledger and catalog agree; nothing is left over.
   *
   * @param rows a DuckDB query for the rows that should be there
   * @param columns those to compare
   */
  void assertHolds(String rows, String columns, String told) throws IOException {
    try (Lake opened = Lake.open(lake.location())) {
      List<RunRecord> open =
          opened.ledger().runs(Optional.empty(), Optional.empty(), MANY).stream()
              .filter(run -> !run.state().over())
              .toList();
      assertEquals(List.of(), open, told);
      long live = assertFiles(opened, Kind.DATA, database + "/" + table, told);
      assertFiles(opened, Kind.REJECTS, database + "/" + table + "__rejects", told);
      assertCatalog(opened, live, told);
      assertReports(opened, told);
    }
    assertRows(rows, columns, told);
  }

  /** The files on disk are the ledger's, no more and no less; returns their rows. */
  private long assertFiles(Lake opened, Kind kind, String folder, String told) throws IOException {
    List<LiveFile> live = opened.ledger().liveFiles(database + "." + table, kind);
    TreeSet<String> known = new TreeSet<>();
    live.forEach(file -> known.add(file.path()));
    Path root = lake.lake().resolve(folder);
    if (replaced == Replaced.KEPT) {
      kept(opened).filter(path -> path.startsWith(root + "/")).forEach(known::add);
    }
    TreeSet<String> found = new TreeSet<>();
    if (Files.exists(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(Files::isRegularFile).map(Path::toString).forEach(found::add);
      }
      assertTrue(Files.notExists(root.resolve("_sluice_pending")), told + ": pending files");
    }
    assertEquals(known, found, told);
    return live.stream().mapToLong(LiveFile::rows).sum();
  }

  /** Paths that runs replaced and nobody has cleaned up. */
  private static Stream<String> kept(Lake opened) {
    return opened.ledger().uncleaned(Instant.now()).stream()
        .flatMap(run -> opened.ledger().manifest(run.runId()).stream())
        .map(Manifest::removed)
        .flatMap(List::stream);
  }

  private void assertCatalog(Lake opened, long rows, String told) {
    Optional<Table> known = opened.catalog().table(database, table);
    if (known.isPresent() && !known.get().partitionKeys().isEmpty()) {
      List<Partition> partitions = opened.catalog().partitions(known.get());
      assertEquals(rows, partitions.stream().mapToLong(Partition::rows).sum(), told);
      partitions.forEach(p -> assertTrue(Files.isDirectory(Path.of(p.location())), told));
    }
    if (opened.catalog().readersListFolders()) {
      ListedTable listed = new ListedTable(lake);
      assertEquals(listed.live(), listed.files(), told + ": what the catalog's readers list");
    }
  }

  private static void assertReports(Lake opened, String told) throws IOException {
    for (RunRecord run : opened.ledger().runs(Optional.empty(), Optional.empty(), MANY)) {
      if (run.state() == RunRecord.State.COMMITTED) {
        Path report = Path.of(opened.location().report(run.runId()));
        assertTrue(Files.exists(report), told + ": report of " + run);
      }
    }
    Path reports = Path.of(opened.location().own("reports"));
    if (Files.exists(reports)) {
      try (Stream<Path> files = Files.list(reports)) {
        List<Path> unfinished =
            files.filter(file -> file.getFileName().toString().startsWith(".")).toList();
        assertEquals(List.of(), unfinished, told + ": unfinished report");
      }
    }
  }

  /** The rows alone. */
  void assertRows(String rows, String columns, String told) {
    String expected = "SELECT " + columns + " FROM (" + rows + ")";
    if (lake.paths(database + "." + table, Kind.DATA).isEmpty()) {
      assertEquals(List.of(), TestLake.sql(expected + " LIMIT 3"), told + ": the table is empty");
      return;
    }
    String ours = "SELECT " + columns + " FROM " + lake.table(database + "." + table);
    assertEquals(List.of(), minus(expected, ours), told + ": rows are missing");
    assertEquals(List.of(), minus(ours, expected), told + ": rows are there twice, or still");
  }

  private static List<String> minus(String a, String b) {
    return TestLake.sql("(" + a + ") EXCEPT ALL (" + b + ") LIMIT 3");
  }
}
