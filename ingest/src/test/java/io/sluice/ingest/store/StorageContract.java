package io.sluice.ingest.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.store.Storage.Scratch;
import io.sluice.ingest.store.Storage.StoredFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every storage promises. A storage's own test extends this and says where it is. */
public abstract class StorageContract extends StorageFixture {
  @Test
  void publishedFilesLieWhereTheyShouldAndNothingElseIsLeft() throws IOException {
    RunFiles run = run("run1");
    List<PendingFile> files = writeAll(run);
    assertEquals(
        PARTITIONS.stream().map(p -> location() + (p.isEmpty() ? "" : "/" + p)).toList(),
        paths(files).stream().map(path -> path.substring(0, path.lastIndexOf('/'))).toList());
    assertEquals(List.of(), visible());
    storage.publish(location(), files);
    storage.discard(run);
    assertEquals(
        List.of(
            "n=1/run1-00003-0003.parquet",
            "run1-00003-0000.parquet",
            "year=2024/key=a%2Fb/run1-00003-0002.parquet",
            "year=2024/run1-00003-0001.parquet",
            "도시=서울 특별시+%/c=x y/run1-00003-0004.parquet"),
        visible());
    assertPublished(files);
    List<String> folders = folders();
    assertTrue(folders.isEmpty() || folders.size() == 5, folders.toString());
  }

  /** The original may go: what was copied is a file of its own. */
  @Test
  void aCopyIsPendingAndThenAFileOfItsOwn() throws IOException {
    PendingFile original = write(run("run1"), "도시=서울 +%2F/run1-a.parquet", content(1));
    storage.publish(location(), List.of(original));
    RunFiles run = run("run2");
    PendingFile copy = storage.copy(run, original.path(), "p=1/moved/run2-copy-0000.parquet");
    assertEquals(location() + "/p=1/moved/run2-copy-0000.parquet", copy.path());
    assertEquals(List.of("도시=서울 +%2F/run1-a.parquet"), visible());
    PendingFile given = storage.copy(run, original.path(), "run2-copy-0001.parquet");
    storage.abandon(location(), given);
    elsewhere().publish(location(), byValue(List.of(copy)));
    elsewhere().publish(location(), byValue(List.of(copy)));
    storage.delete(location(), List.of(original.path()));
    assertEquals(content(1), read(copy.path()));
    assertThrows(PendingGoneException.class, () -> storage.publish(location(), List.of(given)));
    PendingFile second = storage.copy(run("run3"), copy.path(), "run3-copy-0000.parquet");
    elsewhere().discard(run("run3"));
    assertThrows(PendingGoneException.class, () -> storage.publish(location(), List.of(second)));
    storage.discard(run);
    assertEquals(content(1), read(copy.path()));
    assertEquals(List.of("p=1/moved/run2-copy-0000.parquet"), visible());
    assertThrows(
        IOException.class,
        () -> storage.copy(run("run4"), original.path(), "run4-copy-0000.parquet"));
  }

  @Test
  void anEmptyFileIsCopied() throws IOException {
    PendingFile original = write(run("run1"), "run1-a.parquet", "");
    storage.publish(location(), List.of(original));
    PendingFile copy = storage.copy(run("run2"), original.path(), "p/run2-b.parquet");
    storage.publish(location(), List.of(copy));
    assertEquals(OptionalLong.of(0), storage.size(copy.path()));
  }

  /** A pending file is nobody's business, before it is complete and after. */
  @Test
  void nothingIsVisibleBeforeItIsPublished() throws IOException {
    RunFiles run = run("run1");
    PendingSink sink = storage.begin(run, "run1-a.parquet");
    try (sink) {
      sink.write(new byte[100_000], 0, 100_000);
      assertThrows(IllegalStateException.class, sink::file);
      assertEquals(List.of(), visible());
    }
    assertEquals(location() + "/run1-a.parquet", sink.file().path());
    assertEquals(List.of(), visible());
    assertEquals(OptionalLong.empty(), storage.size(sink.file().path()));
  }

  @Test
  void aSinkTakesItsBytesBeforeItReturns() throws IOException {
    PendingSink sink = storage.begin(run("run1"), "run1-a.bin");
    try (sink) {
      byte[] reused = new byte[7];
      for (int i = 0; i < 20_000; i++) {
        Arrays.fill(reused, (byte) ('a' + i % 26));
        sink.write(reused, 2, 3);
      }
      assertEquals(60_000, sink.position());
    }
    PendingFile file = sink.file();
    storage.publish(location(), List.of(file));
    String found = read(file.path());
    assertEquals(60_000, found.length());
    assertEquals("aaabbb", found.substring(0, 6));
    assertEquals("fff", found.substring(59_997));
  }

  /** A crash between any two files is carried through by doing it all again, by anybody. */
  @Test
  void publishingAgainAfterACrashAtAnyFileIsHarmless() throws IOException {
    for (int crash = 0; crash <= PARTITIONS.size(); crash++) {
      RunFiles run = run("crash" + crash);
      List<PendingFile> files = writeAll(run);
      storage.publish(location(), files.subList(0, crash));
      elsewhere().publish(location(), byValue(files));
      elsewhere().publish(location(), byValue(files));
      elsewhere().discard(run);
      elsewhere().publish(location(), byValue(files));
      assertPublished(files);
    }
    assertEquals(PARTITIONS.size() * (PARTITIONS.size() + 1), visible().size());
  }

  /** Whichever half was published. */
  @Test
  void theOrderDoesNotMatter() throws IOException {
    List<PendingFile> files = writeAll(run("run1"));
    storage.publish(location(), List.of(files.get(1), files.get(4)));
    List<PendingFile> reversed = new ArrayList<>(byValue(files));
    Collections.reverse(reversed);
    elsewhere().publish(location(), reversed);
    assertPublished(files);
  }

  @Test
  void publishingNothingDoesNothing() throws IOException {
    storage.publish(location(), List.of());
    assertEquals(List.of(), visible());
  }

  @Test
  void aPendingFileThatIsGoneIsNamed() throws IOException {
    List<PendingFile> files = writeAll(run("run1"));
    storage.publish(location(), files.subList(0, 2));
    tidyUp();
    PendingGoneException e =
        assertThrows(
            PendingGoneException.class, () -> elsewhere().publish(location(), byValue(files)));
    assertTrue(e.getMessage().contains(files.get(2).path()), e.getMessage());
    assertPublished(files.subList(0, 2));
    assertEquals(2, visible().size());
  }

  @Test
  void anotherFileInTheWayIsNotOverwritten() throws IOException {
    List<PendingFile> files = writeAll(run("run1"));
    String taken = files.get(2).path();
    storage.put(taken, "somebody else's".getBytes(StandardCharsets.UTF_8));
    IOException e = assertThrows(IOException.class, () -> storage.publish(location(), files));
    assertTrue(e.getMessage().contains(taken), e.getMessage());
    assertTrue(e.getMessage().contains("another file"), e.getMessage());
    assertEquals("somebody else's", read(taken));
    storage.delete(location(), List.of(taken));
    elsewhere().publish(location(), byValue(files));
    assertPublished(files);
  }

  /** An attempt that was given up, one that died, and one that won, under the same name. */
  @Test
  void ofSeveralAttemptsOneIsPublished() throws IOException {
    RunFiles run = run("run1");
    String path = run.relativePath("year=2024", 0, 0);
    PendingFile first = write(run, path, "first");
    PendingSink open = storage.begin(run, path);
    open.write(new byte[100_000], 0, 100_000);
    PendingFile third = write(run, path, "third");
    storage.abandon(location(), first);
    storage.publish(location(), List.of(third));
    elsewhere().abandon(location(), first);
    elsewhere().discard(run);
    open.abort();
    assertEquals("third", read(third.path()));
    assertEquals(List.of(path), visible());
    elsewhere().publish(location(), byValue(List.of(third)));
    assertEquals("third", read(third.path()));
  }

  @Test
  void whatIsGivenUpIsGone() throws IOException {
    PendingFile given = write(run("run1"), "run1-a.parquet", "a");
    storage.abandon(location(), given);
    storage.abandon(location(), given);
    assertThrows(
        PendingGoneException.class, () -> storage.publish(location(), List.of(given)), "abandoned");
    PendingSink closed = storage.begin(run("run1"), "run1-b.parquet");
    closed.close();
    PendingFile complete = closed.file();
    closed.abort();
    closed.abort();
    assertThrows(
        PendingGoneException.class,
        () -> storage.publish(location(), List.of(complete)),
        "aborted after it was complete");
    PendingSink open = storage.begin(run("run1"), "run1-c.parquet");
    open.write(new byte[100_000], 0, 100_000);
    open.abort();
    open.abort();
    assertEquals(List.of(), visible());
  }

  @Test
  void abandoningTouchesNoPublishedFile() throws IOException {
    List<PendingFile> files = writeAll(run("run1"));
    storage.publish(location(), files);
    for (PendingFile file : files) {
      storage.abandon(location(), file);
    }
    assertPublished(files);
  }

  @Test
  void discardingARunTouchesNoOther() throws IOException {
    PendingFile kept = write(run("run10"), "run10-a.parquet", "kept");
    PendingFile gone = write(run("run1"), "run1-b.parquet", "gone");
    storage.scratch(run("run1"), "s.spool").sink().close();
    elsewhere().discard(run("run1"));
    elsewhere().discard(run("run1"));
    elsewhere().discard(run("never begun"));
    assertThrows(PendingGoneException.class, () -> storage.publish(location(), List.of(gone)));
    storage.publish(location(), List.of(kept));
    storage.discard(run("run10"));
    assertEquals(List.of("run10-a.parquet"), visible());
    assertEquals(List.of(), folders());
  }

  /** Attempts of a run with a given name are "day", "day-2" and so on. */
  @Test
  void aRunWhoseIdContinuesAnothersIsAnother() throws IOException {
    RunFiles first = run("day");
    RunFiles second = run("day-2");
    PendingFile gone = write(first, first.relativePath("p=1", 3, 0), "gone");
    PendingFile kept = write(second, second.relativePath("p=1", 3, 0), "kept");
    PendingFile rewritten = write(second, "p=1/" + second.rewriteName(1), "kept, too");
    assertEquals(Set.of("day", "day-2"), elsewhere().pendingRuns(location()));
    elsewhere().discard(first);
    assertEquals(Set.of("day-2"), storage.pendingRuns(location()));
    assertThrows(PendingGoneException.class, () -> storage.publish(location(), List.of(gone)));
    storage.publish(location(), List.of(kept, rewritten));
    storage.discard(second);
    assertEquals(Set.of(), storage.pendingRuns(location()));
  }

  @Test
  void aScratchFileIsReadableAndGoesWithItsRun() throws IOException {
    Scratch scratch = storage.scratch(run("run1"), "task 1.spool");
    byte[] content = content(1).getBytes(StandardCharsets.UTF_8);
    scratch.sink().write(content, 0, content.length);
    scratch.sink().close();
    assertEquals(List.of(), visible());
    assertEquals(content(1), read(scratch.path()));
    assertEquals(Set.of("run1"), storage.pendingRuns(location()));
    try (InputStream in = elsewhere().open(scratch.path(), content.length - 3)) {
      assertEquals("e 1", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    storage.discard(run("run1"));
    assertThrows(IOException.class, () -> read(scratch.path()));
    Scratch aborted = storage.scratch(run("run1"), "b.spool");
    aborted.sink().abort();
    assertThrows(IOException.class, () -> read(aborted.path()));
  }

  @Test
  void deletedFilesGoAndWithThemTheFoldersTheyLeaveEmpty() throws IOException {
    List<PendingFile> files = writeAll(run("run1"));
    storage.publish(location(), files);
    storage.discard(run("run1"));
    storage.put(location() + "/n=1/other.parquet", new byte[3]);
    List<String> mine = paths(files);
    storage.delete(location(), mine.subList(0, 2));
    elsewhere().delete(location(), mine);
    elsewhere().delete(location(), mine);
    assertEquals(List.of("n=1/other.parquet"), visible());
    List<String> folders = folders();
    assertTrue(folders.isEmpty() || folders.equals(List.of("n=1")), folders.toString());
    storage.delete(location(), List.of(location() + "/n=1/other.parquet"));
    storage.delete(location(), List.of(location() + "/never/there.parquet"));
    assertEquals(List.of(), visible());
    assertEquals(List.of(), folders());
  }

  @Test
  void aSmallObjectTakesTheOldOnesPlace() throws IOException {
    String path = location() + "/reports/한 +%2F.json";
    assertEquals(OptionalLong.empty(), storage.size(path));
    storage.put(path, content(1).getBytes(StandardCharsets.UTF_8));
    assertEquals(content(1), read(path));
    storage.put(path, "new".getBytes(StandardCharsets.UTF_8));
    assertEquals("new", read(path));
    assertEquals(OptionalLong.of(3), storage.size(path));
    assertEquals(List.of("reports/한 +%2F.json"), visible());
  }

  /** Who reads while it is replaced reads the old one, the new one, or none. */
  @Test
  void aSmallObjectIsWholeForWhoeverReadsIt() throws Exception {
    String path = location() + "/report.json";
    storage.put(path, "0".repeat(20_000).getBytes(StandardCharsets.UTF_8));
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> writing =
          writer.submit(
              () -> {
                for (int i = 1; i < 100; i++) {
                  String digit = Integer.toString(i % 10);
                  storage.put(path, digit.repeat(20_000).getBytes(StandardCharsets.UTF_8));
                }
                return null;
              });
      while (!writing.isDone()) {
        String found = readIfThere(path);
        assertTrue(found.isEmpty() || found.length() == 20_000, found);
        assertEquals(found.isEmpty() ? 0 : 1, found.chars().distinct().count(), found);
      }
      writing.get();
    } finally {
      writer.shutdownNow();
    }
  }

  private String readIfThere(String path) throws IOException {
    try {
      return read(path);
    } catch (FileNotFoundException | NoSuchFileException e) {
      return "";
    }
  }

  @Test
  void aFolderIsListedAndNoOtherThatBeginsLikeIt() throws IOException {
    storage.put(location() + "/t/b.parquet", new byte[2]);
    storage.put(location() + "/t/p=1/a.parquet", new byte[1]);
    storage.put(location() + "/t10/a.parquet", new byte[10]);
    assertEquals(
        List.of(2L, 1L),
        storage.list(location() + "/t").stream().map(StoredFile::size).toList(),
        "by path");
    assertEquals(List.of(), storage.list(location() + "/none"));
  }

  @Test
  void aFileIsReadFromAnyByteOn() throws IOException {
    PendingFile file = write(run("run1"), "run1-a.txt", "0123456789");
    storage.publish(location(), List.of(file));
    for (int offset = 0; offset <= 10; offset++) {
      try (InputStream in = storage.open(file.path(), offset)) {
        assertEquals(
            "0123456789".substring(offset), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThrows(IOException.class, () -> read(location() + "/none.txt"));
  }

  /** Runs into one table write, publish, delete and tidy up at the same time. */
  @Test
  void runsDoNotDisturbEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String name = "run" + i;
        runs.add(threads.submit(() -> writePublishDelete(name)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdownNow();
    }
    assertEquals(List.of(), visible());
  }

  private Void writePublishDelete(String name) throws IOException {
    for (int i = 0; i < 100; i++) {
      RunFiles run = run(name + "-" + i);
      PendingFile file = write(run, run.relativePath("p=1/q=2", 0, 0), name);
      storage.publish(location(), List.of(file));
      storage.discard(run);
      assertTrue(visible().contains(run.relativePath("p=1/q=2", 0, 0)));
      assertEquals(name, read(file.path()));
      storage.delete(location(), List.of(file.path()));
    }
    return null;
  }
}
