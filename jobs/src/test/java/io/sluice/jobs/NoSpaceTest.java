package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * On disks that are too small, which only root can make: elsewhere these tests are skipped, and say
 * so.
 */
class NoSpaceTest {
  private static final String SCHEMA =
      "schema:\n  - {name: id, type: int}\n  - {name: note, type: string}\n";

  @TempDir private Path folder;
  private final List<Path> mounted = new ArrayList<>();
  private TestLake lake;

  @BeforeEach
  void makeLake() {
    lake = new TestLake(folder);
  }

  private void mount(Path at, String size) throws IOException, InterruptedException {
    Files.createDirectories(at);
    int exit = run("mount", "-t", "tmpfs", "-o", "size=" + size, "sluice-test", at.toString());
    if (exit != 0) {
      String why = "SKIPPED: a small disk cannot be mounted here (mount: exit " + exit + ")";
      System.err.println(why);
      abort(why);
    }
    mounted.add(at);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    for (Path at : mounted) {
      run("umount", "-l", at.toString());
    }
  }

  /** A file whose text hardly shrinks; its rows as DuckDB reads them. */
  private String write(String name, int rows) {
    SplittableRandom random = new SplittableRandom(rows);
    StringBuilder text = new StringBuilder("id,note\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',');
      for (int j = 0; j < 4; j++) {
        text.append(Long.toString(random.nextLong(), 36));
      }
      text.append('\n');
    }
    return "SELECT id, note FROM read_csv('" + lake.file(name, text.toString()) + "')";
  }

  private static void assertTellsWhatToDo(int exitCode, String message) {
    assertEquals(1, exitCode, message);
    String told = message.toLowerCase(Locale.ROOT);
    assertTrue(told.contains("no space"), message);
    assertTrue(told.contains("free some"), message);
    assertFalse(message.contains("Exception"), message);
    assertFalse(message.contains("\tat "), message);
  }

  private void assertHolds(String rows) throws IOException {
    new Consistency(lake, "default.t").assertHolds(rows, "id, note", "");
  }

  @ParameterizedTest
  @EnumSource(Engines.class)
  void forTheTable(Engines engine) throws Exception {
    lake = new TestLake(folder, engine);
    mount(lake.lake(), "8m");
    String small = write("a.csv", 1_000);
    assertEquals(ExitCode.DONE, lake.ingest(lake.spec(SCHEMA)).exitCode());
    String big = write("b.csv", 300_000);
    Outcome outcome = lake.ingest(lake.spec(SCHEMA));
    assertTellsWhatToDo(
        outcome.exitCode().code(), outcome.failure().map(Throwable::getMessage).orElse(""));
    assertHolds(small);
    assertEquals(0, run("mount", "-o", "remount,size=64m", lake.lake().toString()));
    assertEquals(ExitCode.DONE, lake.ingest(lake.spec(SCHEMA)).exitCode());
    assertHolds(small + " UNION ALL " + big);
  }

  /** Not even the ledger can grow. */
  @ParameterizedTest
  @EnumSource(Engines.class)
  void forAnything(Engines engine) throws Exception {
    mount(lake.lake(), "2m");
    String small = write("a.csv", 1_000);
    assertEquals(ExitCode.DONE, lake.ingest(lake.spec(SCHEMA)).exitCode());
    String more = write("b.csv", 2_000);
    Path filler = lake.lake().resolve("filler");
    fill(filler);
    JobProcess job = JobProcess.start(engine, lake.lake(), folder.resolve("spec.yml"));
    assertTellsWhatToDo(job.exitCode(), job.told());
    Files.delete(filler);
    assertEquals(ExitCode.DONE, lake.ingest(lake.spec(SCHEMA)).exitCode());
    assertHolds(small + " UNION ALL " + more);
  }

  private static void fill(Path filler) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] junk = "x".repeat(512).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 100_000; i++) {
        out.write(junk);
      }
    } catch (IOException full) {
      return;
    }
    throw new AssertionError("the disk is not full");
  }

  /** Deduplication moves all rows through Spark's temporary files. */
  @Test
  void forSparksTemporaryFiles() throws Exception {
    Path temporary = folder.resolve("tmp");
    mount(temporary, "4m");
    String rows = write("a.csv", 200_000);
    lake.spec(SCHEMA + "transforms:\n  - deduplicate: {keys: [note]}\n");
    Path spec = folder.resolve("spec.yml");
    JobProcess job =
        JobProcess.start(
            Engines.SPARK, lake.lake(), spec, "-Dspark.local.dir=" + temporary + "/spark");
    assertTellsWhatToDo(job.exitCode(), job.told());
    assertHolds("SELECT 1 AS id, '' AS note WHERE false");
    assertEquals(ExitCode.DONE, lake.ingest(SpecReader.read(spec)).exitCode());
    assertHolds(rows);
  }

  /** Native libraries are extracted there. */
  @ParameterizedTest
  @EnumSource(Engines.class)
  void forJavasTemporaryFiles(Engines engine) throws Exception {
    Path temporary = folder.resolve("tmp");
    mount(temporary, "64k");
    String rows = write("a.csv", 1_000);
    lake.spec(SCHEMA);
    Path spec = folder.resolve("spec.yml");
    JobProcess job = JobProcess.start(engine, lake.lake(), spec, "-Djava.io.tmpdir=" + temporary);
    assertTellsWhatToDo(job.exitCode(), job.told());
    // Of SQLite first; with that elsewhere, of Parquet's compression.
    job =
        JobProcess.start(
            engine,
            lake.lake(),
            spec,
            "-Djava.io.tmpdir=" + temporary,
            "-Dorg.sqlite.tmpdir=" + folder,
            "-Dspark.local.dir=" + folder);
    assertTellsWhatToDo(job.exitCode(), job.told());
    assertHolds("SELECT 1 AS id, '' AS note WHERE false");
    assertEquals(ExitCode.DONE, lake.ingest(SpecReader.read(spec)).exitCode());
    assertHolds(rows);
  }
}
