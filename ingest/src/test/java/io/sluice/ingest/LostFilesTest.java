package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.plan.PlanReport;
import io.sluice.ingest.plan.PlanReporter;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.ingest.testing.FailingSources;
import io.sluice.ingest.testing.WatchedRunner;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport.FileState;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that cannot be read any more once they are listed: named, and the rest is ingested. */
class LostFilesTest {
  private static final ProgressPrinter SILENT =
      new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);

  @TempDir Path folder;
  private Path in;

  @BeforeEach
  void files() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
    Files.writeString(in.resolve("a.csv"), "id,x\n1,a\n2,b\n");
    Files.writeString(in.resolve("b.csv"), "id,x\n900,b\n");
  }

  private DatasetSpec spec(String more) {
    return SpecReader.read(
        "dataset: t\nsource: {path: " + in + more + "}\ntarget: {table: t}\n", "t.yml");
  }

  private Lake lake() {
    return Lake.open(LakeLocation.of(folder.resolve("lake")));
  }

  private Outcome ingest(DatasetSpec spec, TaskRunner runner) {
    try (Lake lake = lake();
        runner) {
      return new Ingest(spec, lake, runner, "threads", new Stop(), SILENT).run();
    }
  }

  private static TaskRunner threads() {
    return new ThreadRunner(2, new Stop());
  }

  private static TaskRunner afterListing(IoWork work) {
    return new WatchedRunner(
        threads(),
        WatchedRunner.afterListing(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
  }

  private interface IoWork {
    void run() throws IOException;
  }

  private List<String> ids() throws SQLException {
    try (Lake lake = lake()) {
      String files =
          lake.ledger().liveFiles("default.t", Kind.DATA).stream()
              .map(file -> "'" + file.path() + "'")
              .collect(Collectors.joining(", "));
      return DuckDb.rows("SELECT id FROM read_parquet([" + files + "]) ORDER BY 1");
    }
  }

  private static Map<String, String> unreadable(Outcome outcome) {
    Map<String, String> why = new TreeMap<>();
    outcome.report().data().files().stream()
        .filter(file -> file.state() == FileState.UNREADABLE)
        .forEach(
            file -> why.put(Path.of(file.uri()).getFileName().toString(), file.notes().get(0)));
    return why;
  }

  private static void assertDone(Outcome outcome) {
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    String warnings = outcome.report().findings().warnings().toString();
    assertTrue(warnings.contains("1 entry of the source cannot be read"), warnings);
  }

  @Test
  void aFileThatIsGoneWhenItIsOpened() throws Exception {
    Outcome outcome = ingest(spec(""), afterListing(() -> Files.delete(in.resolve("a.csv"))));
    assertDone(outcome);
    assertEquals(List.of("900"), ids());
    assertEquals("there is no such file. Check the path", unreadable(outcome).get("a.csv"));
    assertEquals(
        RunState.NOTHING_TO_DO,
        ingest(spec(""), threads()).report().end().state(),
        "nothing is held");
  }

  @Test
  void aFolderInItsPlace() throws Exception {
    Outcome outcome =
        ingest(
            spec(""),
            afterListing(
                () -> {
                  Files.delete(in.resolve("a.csv"));
                  Files.createDirectory(in.resolve("a.csv"));
                }));
    assertDone(outcome);
    assertEquals(List.of("900"), ids());
    assertTrue(unreadable(outcome).get("a.csv").startsWith("this is a folder"));
  }

  @Test
  void aFileThatIsGoneAfterItWasRead() throws Exception {
    Outcome outcome =
        ingest(
            spec(""),
            new WatchedRunner(
                threads(),
                WatchedRunner.afterTasks(
                    () -> {
                      try {
                        Files.delete(in.resolve("a.csv"));
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    })));
    assertDone(outcome);
    assertEquals(List.of("900"), ids());
    assertEquals(List.of("a.csv"), List.copyOf(unreadable(outcome).keySet()));
  }

  /** In the inspection, the inference of columns, the tasks: wherever it is opened. */
  @ParameterizedTest
  @CsvSource({
    "1,0,0",
    "1,0,5",
    "300000,0,0",
    "300000,1,0",
    "300000,1,5",
    "300000,2,0",
    "300000,2,5",
    "300000,3,5"
  })
  void aDiskThatFails(int width, int goodOpens, int goodBytes) throws Exception {
    Files.writeString(in.resolve("a.csv"), "id,x\n1," + "a".repeat(width) + "\n2,b\n");
    FailingSources sources =
        new FailingSources(LocalStorages.INSTANCE).on("a.csv", goodOpens, goodBytes);
    Outcome outcome = ingest(spec(""), sources.runner(threads()));
    if (goodOpens >= 3 && unreadable(outcome).isEmpty()) {
      assertEquals(List.of("1", "2", "900"), ids(), "it was not opened as often");
      return;
    }
    assertDone(outcome);
    assertEquals(List.of("900"), ids());
    assertEquals("a test's disk fails. Buy another", unreadable(outcome).get("a.csv"));
    ingest(spec(""), threads());
    assertEquals(List.of("1", "2", "900"), ids());
  }

  /** What is small is read once: whatever becomes of it then, it was read as it was listed. */
  @Test
  void aDiskThatFailsAfterASmallFileWasRead() throws Exception {
    FailingSources sources = new FailingSources(LocalStorages.INSTANCE).on("a.csv", 1, 0);
    Outcome outcome = ingest(spec(""), sources.runner(threads()));
    assertEquals(ExitCode.DONE, outcome.exitCode());
    assertEquals(List.of("1", "2", "900"), ids());
  }

  /** Those that are lost together are left out together. */
  @Test
  void manyAtOnce() throws Exception {
    for (int i = 0; i < 50; i++) {
      Files.writeString(in.resolve("lost-" + i + ".csv"), "id,x\n" + i + ",x\n");
    }
    int[] listed = {0};
    TaskRunner runner =
        afterListing(
            () -> {
              listed[0]++;
              for (int i = 0; i < 50; i++) {
                Files.delete(in.resolve("lost-" + i + ".csv"));
              }
            });
    Outcome outcome = ingest(spec(""), runner);
    assertEquals(ExitCode.DONE, outcome.exitCode());
    assertEquals(50, unreadable(outcome).size());
    assertEquals(List.of("1", "2", "900"), ids());
    assertEquals(1, listed[0]);
  }

  /** A correction that cannot be read takes no row of the version before it away. */
  @Test
  void ofACorrectionNothingIsReplaced() throws Exception {
    ingest(spec(""), threads());
    Files.writeString(in.resolve("a.csv"), "id,x\n3,c\n");
    FailingSources sources = new FailingSources(LocalStorages.INSTANCE).on("a.csv", 0, 0);
    assertDone(ingest(spec(""), sources.runner(threads())));
    assertEquals(List.of("1", "2", "900"), ids());
    ingest(spec(""), threads());
    assertEquals(List.of("3", "900"), ids());
  }

  @Test
  void theOnlyFile() throws Exception {
    Files.delete(in.resolve("b.csv"));
    FailingSources sources = new FailingSources(LocalStorages.INSTANCE).on("a.csv", 0, 0);
    Outcome outcome = ingest(spec(""), sources.runner(threads()));
    assertDone(outcome);
    assertEquals(RunState.NOTHING_TO_DO, outcome.report().end().state());
    assertEquals(1, unreadable(outcome).size());
  }

  @Test
  void theRunFailsWhereTheSpecSaysSo() {
    FailingSources sources = new FailingSources(LocalStorages.INSTANCE).on("a.csv", 0, 0);
    Outcome outcome = ingest(spec(", on_unreadable: fail"), sources.runner(threads()));
    assertEquals(ExitCode.FAILED, outcome.exitCode());
    String message = outcome.failure().orElseThrow().getMessage();
    assertTrue(
        message.contains("a.csv (a test's disk fails") && message.contains("on_unreadable"),
        message);
    assertEquals(1, unreadable(outcome).size());
  }

  @Test
  void aPlanNamesIt() {
    FailingSources sources = new FailingSources(LocalStorages.INSTANCE).on("a.csv", 0, 0);
    try (Lake lake = lake();
        TaskRunner runner = sources.runner(threads())) {
      PlanReport plan =
          new PlanReporter(spec(""), lake, runner, "threads", new Stop(), SILENT).report();
      assertEquals(1, plan.files().size());
      assertTrue(
          plan.warnings().get(0).contains("a.csv (a test's disk"), plan.warnings()::toString);
    }
  }
}
