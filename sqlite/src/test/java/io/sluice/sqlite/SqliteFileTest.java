package io.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.sqlite.SqliteFileException.Reason;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
  private static final String FIRST = "CREATE TABLE t (a INTEGER, b TEXT); CREATE INDEX i ON t (a)";
  private static final SqliteSchema V1 = new SqliteSchema("ledger", 4711, 1, List.of(FIRST));
  private static final SqliteSchema V2 =
      new SqliteSchema(
          "ledger",
          4711,
          1,
          List.of(FIRST, "ALTER TABLE t ADD COLUMN c TEXT; UPDATE t SET c = b || '!'"));

  @TempDir Path folder;

  @Test
  void createsFoldersAndKeepsWhatIsWritten() {
    Path file = folder.resolve("a/b/x.sqlite");
    try (SqliteFile database = SqliteFile.open(file, V1)) {
      insert(database, 1, "one");
    }
    try (SqliteFile database = SqliteFile.open(file, V1)) {
      assertEquals(List.of("one"), texts(database, "b"));
    }
  }

  @Test
  void migratesAnOlderFileWithItsRows() {
    Path file = folder.resolve("x.sqlite");
    try (SqliteFile database = SqliteFile.open(file, V1)) {
      insert(database, 1, "one");
    }
    try (SqliteFile database = SqliteFile.open(file, V2)) {
      assertEquals(List.of("one!"), texts(database, "c"));
    }
  }

  @Test
  void refusesANewerFile() {
    Path file = folder.resolve("x.sqlite");
    SqliteFile.open(file, V2).close();
    SqliteFileException e = refusal(file, Reason.NEWER);
    assertTrue(e.getMessage().contains("schema 2; this one knows up to 1"), e.getMessage());
  }

  @Test
  void refusesAFileOlderThanTheOldestSchemaItReads() {
    Path file = folder.resolve("x.sqlite");
    SqliteFile.open(file, V1).close();
    SqliteSchema second = new SqliteSchema("ledger", 4711, 2, List.of(FIRST));
    SqliteFileException e =
        assertThrows(SqliteFileException.class, () -> SqliteFile.open(file, second));
    assertEquals(Reason.OLDER, e.reason());
    assertTrue(e.getMessage().contains("from before schema 2"), e.getMessage());
    assertTrue(e.getMessage().contains("Ingest into a new lake folder"), e.getMessage());

    Path fresh = folder.resolve("y.sqlite");
    SqliteFile.open(fresh, second).close();
    assertTrue(refusal(fresh, Reason.NEWER).getMessage().contains("schema 2"));
    SqliteFile.open(fresh, second).close();
  }

  @Test
  void refusesAnotherProgramsDatabase() throws Exception {
    Path file = folder.resolve("x.sqlite");
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = c.createStatement()) {
      statement.executeUpdate("CREATE TABLE bookmarks (url TEXT)");
    }
    refusal(file, Reason.FOREIGN);
  }

  @Test
  void refusesWhatIsNoDatabase() throws Exception {
    Path file = folder.resolve("x.sqlite");
    Files.writeString(file, "id,name\n1,a\n".repeat(500));
    SqliteFileException e = refusal(file, Reason.DAMAGED);
    assertTrue(e.getMessage().contains("Restore it from a copy"), e.getMessage());
  }

  @Test
  void tellsADamagedFileFromASoundOne() throws Exception {
    Path file = folder.resolve("x.sqlite");
    try (SqliteFile database = SqliteFile.open(file, V1)) {
      IntStream.range(0, 2_000).forEach(i -> insert(database, i, "x".repeat(50)));
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(4096);
      raw.write(new byte[(int) raw.length() - 4096]);
    }
    SqliteFileException e =
        assertThrows(
            SqliteFileException.class,
            () -> {
              try (SqliteFile database = SqliteFile.open(file, V1)) {
                texts(database, "b");
              }
            });
    assertEquals(Reason.DAMAGED, e.reason());
  }

  @Test
  void refusesAFolderInPlaceOfTheFileAndAFileInPlaceOfTheFolder() throws Exception {
    refusal(Files.createDirectory(folder.resolve("x.sqlite")), Reason.NOT_WRITABLE);
    refusal(Files.createFile(folder.resolve("f")).resolve("x.sqlite"), Reason.NOT_WRITABLE);
  }

  @Test
  void aChangeThatThrowsChangesNothing() {
    try (SqliteFile database = SqliteFile.open(folder.resolve("x.sqlite"), V1)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              database.write(
                  c -> {
                    Sql.update(c, "INSERT INTO t (a, b) VALUES (1, 'x')");
                    throw new IllegalStateException("on purpose");
                  }));
      assertEquals(List.of(), texts(database, "b"));
      insert(database, 2, "y");
      assertEquals(List.of("y"), texts(database, "b"));
    }
  }

  @Test
  void aChangeThatEndsInAnErrorOfTheMachineChangesNothing() {
    try (SqliteFile database = SqliteFile.open(folder.resolve("x.sqlite"), V1)) {
      assertThrows(
          OutOfMemoryError.class,
          () ->
              database.write(
                  c -> {
                    Sql.update(c, "INSERT INTO t (a, b) VALUES (1, 'x')");
                    throw new OutOfMemoryError("on purpose");
                  }));
      assertEquals(List.of(), texts(database, "b"));
      insert(database, 2, "y");
      assertEquals(List.of("y"), texts(database, "b"));
    }
  }

  @Test
  void aFullDiskChangesNothingAndSaysSo() {
    try (SqliteFile database = SqliteFile.open(folder.resolve("x.sqlite"), V1)) {
      insert(database, 1, "before");
      // SQLite's own limit on the file's size answers as a full disk does.
      database.read(c -> Sql.list(c, row -> row.getInt(1), "PRAGMA max_page_count=8"));
      SqliteFileException e =
          assertThrows(SqliteFileException.class, () -> insert(database, 2, "x".repeat(100_000)));
      assertEquals(Reason.DISK_FULL, e.reason());
      assertTrue(e.getMessage().contains("Nothing was changed"), e.getMessage());
      assertEquals(List.of("before"), texts(database, "b"));
    }
  }

  @Test
  void manyMayCreateAndWriteAtOnce() throws Exception {
    Path file = folder.resolve("x.sqlite");
    int threads = 8;
    int inserts = 20;
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<? extends Future<?>> all =
          IntStream.range(0, threads)
              .mapToObj(
                  t ->
                      pool.submit(
                          () -> {
                            start.await();
                            try (SqliteFile database = SqliteFile.open(file, V2)) {
                              for (int i = 0; i < inserts; i++) {
                                insert(database, t, "x");
                              }
                            }
                            return null;
                          }))
              .toList();
      start.countDown();
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    try (SqliteFile database = SqliteFile.open(file, V2)) {
      assertEquals(threads * inserts, texts(database, "b").size());
    }
  }

  private static SqliteFileException refusal(Path file, Reason reason) {
    SqliteFileException e =
        assertThrows(SqliteFileException.class, () -> SqliteFile.open(file, V1).close());
    assertEquals(reason, e.reason(), e.getMessage());
    assertEquals(file, e.file());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    return e;
  }

  private static void insert(SqliteFile database, int a, String b) {
    database.write(c -> Sql.update(c, "INSERT INTO t (a, b) VALUES (?, ?)", a, b));
  }

  private static List<String> texts(SqliteFile database, String column) {
    return database.read(
        c -> Sql.list(c, row -> row.getString(1), "SELECT " + column + " FROM t ORDER BY a"));
  }
}
