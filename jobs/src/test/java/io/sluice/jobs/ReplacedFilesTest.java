package io.sluice.jobs;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.publish.Cleaning;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.jobs.Consistency.Replaced;
import io.sluice.jobs.Death.Step;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that a run replaced stay as long as the spec says, and no longer. */
class ReplacedFilesTest {
  @TempDir private Path folder;
  private TestLake lake;
  private VersionedFiles files;

  @BeforeEach
  void ingestTwice() {
    lake = new TestLake(folder);
    files = new VersionedFiles(lake, 2, 40);
    files.writeNext();
    assertEquals(ExitCode.DONE, ingest("1h").exitCode());
    files.writeNext();
  }

  private Outcome ingest(String kept) {
    return lake.ingest(lake.specOf(VersionedFiles.spec("keep_replaced: " + kept)));
  }

  private List<String> live() {
    return lake.paths("default.t", Kind.DATA);
  }

  private static boolean anyExists(List<String> paths) {
    return paths.stream().anyMatch(path -> Files.exists(Path.of(path)));
  }

  private void assertHolds(Replaced replaced) throws IOException {
    new Consistency(lake, "default.t", replaced)
        .assertHolds(files.query(), VersionedFiles.columns(), "");
  }

  @Test
  void stayUntilTheirTimeHasCome() throws Exception {
    List<String> old = live();
    assertEquals(ExitCode.DONE, ingest("1h").exitCode());
    assertTrue(old.stream().allMatch(path -> Files.exists(Path.of(path))), "a query may read them");
    assertEquals(1, files.versionIn(TestLake.from(old)));
    assertEquals(RunState.NOTHING_TO_DO, ingest("1h").report().end().state());
    assertHolds(Replaced.KEPT);
    assertTrue(old.stream().allMatch(path -> Files.exists(Path.of(path))), "an hour is not over");
    Thread.sleep(1_100);
    assertEquals(RunState.NOTHING_TO_DO, ingest("1s").report().end().state());
    assertFalse(anyExists(old));
    assertHolds(Replaced.DELETED);
  }

  @Test
  void ofARunThatDiedBeforeItDeletedThemGoWithTheNext() throws IOException {
    List<String> old = live();
    assertTrue(
        lake.ingestUntil(
            Death.before(Step.DELETE, 1), lake.specOf(VersionedFiles.spec("keep_replaced: 0s"))));
    assertEquals(2, files.versionIn(lake.table("default.t")), "it had been committed");
    assertEquals(RunState.NOTHING_TO_DO, ingest("1h").report().end().state());
    assertHolds(Replaced.KEPT);
    assertTrue(anyExists(old));
    assertEquals(RunState.NOTHING_TO_DO, ingest("0s").report().end().state());
    assertFalse(anyExists(old));
    assertHolds(Replaced.DELETED);
  }

  /** Without any spec, for example by {@code sluice recover}. */
  @Test
  @Timeout(900)
  void stayAsLongAsTheTablesLastSpecSays() throws Exception {
    List<String> old = live();
    assertEquals(ExitCode.DONE, ingest("1h").exitCode());
    assertEquals(List.of(), cleanDue());
    assertTrue(anyExists(old), "an hour is not over");
    Set<String> replaced = new HashSet<>(old);
    Set<String> due;
    do {
      files.writeNext();
      replaced.addAll(live());
      assertEquals(ExitCode.DONE, ingest("1s").exitCode());
      // A slow run deletes itself what another replaced a second ago, and even what it replaced.
      due = replaced.stream().filter(path -> Files.exists(Path.of(path))).collect(toSet());
    } while (due.isEmpty());
    Thread.sleep(1_100);
    assertEquals(
        due, cleanDue().stream().filter(path -> !path.contains("__rejects/")).collect(toSet()));
    assertFalse(anyExists(List.copyOf(replaced)));
    assertHolds(Replaced.DELETED);
  }

  private List<String> cleanDue() throws IOException {
    try (Lake opened = Lake.open(lake.location())) {
      return new Cleaning(opened, LocalStorages.INSTANCE).cleanDue(run -> true);
    }
  }

  /** Any dataset's run into the table does it. */
  @Test
  void areDeletedByARunOfAnotherDataset() throws IOException {
    List<String> old = live();
    assertEquals(ExitCode.DONE, ingest("1h").exitCode());
    Files.createDirectories(folder.resolve("in2"));
    String other =
        VersionedFiles.spec("keep_replaced: 0s")
            .replace("dataset: t", "dataset: other")
            .replace("path: in", "path: in2");
    assertEquals(RunState.NOTHING_TO_DO, lake.ingest(lake.specOf(other)).report().end().state());
    assertFalse(anyExists(old));
    assertHolds(Replaced.DELETED);
  }
}
