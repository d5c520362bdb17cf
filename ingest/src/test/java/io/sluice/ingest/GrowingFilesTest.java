package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.source.Listing;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.ingest.testing.WatchedRunner;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport.RunState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody is still writing: none of them is half in the table. */
class GrowingFilesTest {
  @TempDir Path folder;

  private Path growing;
  private DatasetSpec spec;

  @BeforeEach
  void files() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    growing = Files.writeString(in.resolve("a.csv"), "id,x\n1,a\n12");
    Files.writeString(in.resolve("b.csv"), "id,x\n900,b\n");
    spec("");
  }

  private void append(String text) {
    try {
      Files.writeString(growing, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void spec(String more) {
    spec =
        SpecReader.read(
            "dataset: t\nsource:\n  path: "
                + growing.getParent()
                + "\ntarget:\n  table: t\nschema:\n  - {name: id, type: bigint}\n"
                + "  - {name: x, type: string}\n"
                + more,
            "t.yml");
  }

  private Outcome ingest(WatchedRunner.Watcher watcher) {
    Stop stop = new Stop();
    try (Lake lake = Lake.open(LakeLocation.of(folder.resolve("lake")));
        WatchedRunner runner = new WatchedRunner(new ThreadRunner(2, stop), watcher)) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      Outcome outcome = new Ingest(spec, lake, runner, "threads", stop, silent).run();
      assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
      return outcome;
    }
  }

  private List<String> ids(Kind kind) throws SQLException {
    try (Lake lake = Lake.open(LakeLocation.of(folder.resolve("lake")))) {
      String files =
          lake.ledger().liveFiles("default.t", kind).stream()
              .map(file -> "'" + file.path() + "'")
              .collect(Collectors.joining(", "));
      return files.isEmpty()
          ? List.of()
          : DuckDb.rows(
              "SELECT "
                  + (kind == Kind.DATA ? "id" : "raw")
                  + " FROM read_parquet(["
                  + files
                  + "]) ORDER BY 1");
    }
  }

  private void assertLeftOut(Outcome outcome) {
    assertTrue(
        outcome.report().findings().warnings().stream()
            .anyMatch(
                warning ->
                    warning.contains(growing.toString()) && warning.contains("the next run")),
        () -> outcome.report().findings().warnings().toString());
    assertTrue(
        outcome.report().data().files().stream().noneMatch(f -> f.uri().equals(growing.toString())),
        () -> outcome.report().data().files().toString());
  }

  private void assertTheNextRunTakesIt(String... ids) throws SQLException {
    Outcome next = ingest(WatchedRunner.NOTHING);
    assertEquals(List.of(), next.report().findings().warnings());
    assertEquals(List.of(ids), ids(Kind.DATA));
    assertEquals(List.of(), ids(Kind.REJECTS));
    assertEquals(RunState.NOTHING_TO_DO, ingest(WatchedRunner.NOTHING).report().end().state());
  }

  @Test
  void grownBetweenListingAndReading() throws SQLException {
    assertLeftOut(ingest(WatchedRunner.afterListing(() -> append("34,c\n"))));
    assertEquals(List.of("900"), ids(Kind.DATA));
    assertEquals(List.of(), ids(Kind.REJECTS));
    assertTheNextRunTakesIt("1", "900", "1234");
  }

  /** Half a record is no reason to refuse a run. */
  @Test
  void limitsAreHeldAgainstWholeFilesOnly() throws SQLException {
    spec("rejects: {max_rows: 0}\n");
    assertLeftOut(ingest(WatchedRunner.afterListing(() -> append("34,c\n"))));
    assertEquals(List.of("900"), ids(Kind.DATA));
    assertTheNextRunTakesIt("1", "900", "1234");
  }

  /** What is cut short may fail to be read at all. */
  @Test
  void compressedAndStillBeingWritten() throws Exception {
    byte[] whole = gzip("id,x\n1,a\n1234,c\n");
    Files.delete(growing);
    growing = growing.resolveSibling("c.csv.gz");
    Files.write(growing, Arrays.copyOf(whole, whole.length - 12));
    assertLeftOut(
        ingest(
            WatchedRunner.afterListing(
                () -> {
                  try {
                    Files.write(growing, whole);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })));
    assertEquals(List.of("900"), ids(Kind.DATA));
    assertTheNextRunTakesIt("1", "900", "1234");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void grownWhileItIsRead() throws SQLException {
    assertLeftOut(ingest(WatchedRunner.afterTasks(() -> append("34,c\n"))));
    assertEquals(List.of("900"), ids(Kind.DATA));
    assertEquals(List.of(), ids(Kind.REJECTS));
    assertTheNextRunTakesIt("1", "900", "1234");
  }

  /** Neither rows of half a correction, nor a hole where the old ones were. */
  @Test
  void aCorrectionThatIsStillBeingWrittenReplacesNothing() throws Exception {
    Files.writeString(growing, "id,x\n1,a\n2,b\n");
    ingest(WatchedRunner.NOTHING);
    assertEquals(List.of("1", "2", "900"), ids(Kind.DATA));
    Files.writeString(growing, "id,x\n1,a\n12");
    Outcome outcome = ingest(WatchedRunner.afterListing(() -> append("34,c\n")));
    assertLeftOut(outcome);
    assertEquals(List.of("1", "2", "900"), ids(Kind.DATA));
    assertTheNextRunTakesIt("1", "900", "1234");
  }

  @Test
  void theOnlyFileThatGrowsLeavesNothingToDo() throws Exception {
    Files.delete(growing.resolveSibling("b.csv"));
    Outcome outcome = ingest(WatchedRunner.afterTasks(() -> append("34,c\n")));
    assertLeftOut(outcome);
    assertEquals(List.of(), ids(Kind.DATA));
    assertTheNextRunTakesIt("1", "1234");
  }

  @Test
  void changedWhileItIsHashed() throws Exception {
    int lines = 400_000;
    Files.writeString(
        growing, "id,x\n" + "7,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(lines));
    Outcome outcome = ingest(WatchedRunner.listingBy(this::listWhileItGrows));
    assertLeftOut(outcome);
    assertEquals(List.of("900"), ids(Kind.DATA));
    ingest(WatchedRunner.NOTHING);
    List<String> ids = ids(Kind.DATA);
    long whole;
    try (Stream<String> text = Files.lines(growing)) {
      whole = text.count() - 1;
    }
    assertEquals(whole + 1, ids.size());
    assertFalse(whole == lines, "nothing was appended");
  }

  /** Lists while a thread appends: until it met the file in the middle of its hash. */
  private Listing listWhileItGrows(Supplier<Listing> list) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (System.nanoTime() < deadline) {
      AtomicBoolean listed = new AtomicBoolean();
      CountDownLatch begun = new CountDownLatch(1);
      Thread writer =
          new Thread(
              () -> {
                while (!listed.get()) {
                  append("8,bbbb\n");
                  begun.countDown();
                }
              });
      writer.start();
      try {
        begun.await();
        Listing listing = list.get();
        if (listing.files().size() == 1) {
          return listing;
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      } finally {
        listed.set(true);
        join(writer);
      }
    }
    throw new AssertionError("a file that changed while it was hashed was never noticed");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
