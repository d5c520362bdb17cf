package io.sluice.spark.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.parquet.ByteSink;
import io.sluice.spark.store.Storages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublisherTest {
  private static final List<String> PARTITIONS =
      List.of("", "year=2024", "year=2024/c=A%2FB", "n=1");

  @TempDir Path folder;

  private final Storages storages = Storages.of(hadoop());

  private static Configuration hadoop() {
    Configuration configuration = new Configuration(false);
    configuration.set("fs.raw.impl", RawFileSystem.class.getName());
    return configuration;
  }

  private List<PendingFile> write(PendingArea area, String location) throws IOException {
    List<PendingFile> files = new ArrayList<>();
    for (int i = 0; i < PARTITIONS.size(); i++) {
      String path = area.relativePath(PARTITIONS.get(i), 3, i);
      String pending = area.pendingPath(path, 3, 17);
      try (ByteSink sink = storages.at(location).create(pending)) {
        byte[] text = ("file " + i).repeat(50_000).getBytes(StandardCharsets.UTF_8);
        sink.write(text, 0, text.length);
        assertEquals(text.length, sink.position());
      }
      files.add(new PendingFile(pending, area.finalPath(path)));
    }
    return files;
  }

  private List<String> published() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "file:", "raw:"})
  void publishedFilesLieWhereTheyShouldAndNothingElseIsLeft(String scheme) throws IOException {
    String location = scheme + folder + "/";
    PendingArea area = new PendingArea(location, "run1");
    List<PendingFile> files = write(area, location);
    assertEquals(List.of("run1"), PendingArea.runs(storages, location));
    assertEquals(4, area.list(storages).size());
    new Publisher(storages, location).publish(files, List.of());
    area.discard(storages);
    assertEquals(
        List.of(
            "n=1/run1-00003-0003.parquet",
            "run1-00003-0000.parquet",
            "year=2024/c=A%2FB/run1-00003-0002.parquet",
            "year=2024/run1-00003-0001.parquet"),
        published());
    assertFalse(Files.exists(folder.resolve("_sluice_pending")));
    assertEquals(List.of(), PendingArea.runs(storages, location));
    assertEquals(
        "file 1".repeat(50_000),
        Files.readString(folder.resolve("year=2024/run1-00003-0001.parquet")));
  }

  /** A crash behind any step is carried through by doing it all again. */
  @Test
  void rollsForwardFromEveryStep() throws IOException {
    for (int crash = 0; crash <= PARTITIONS.size(); crash++) {
      String location = folder.resolve("crash" + crash).toString();
      PendingArea area = new PendingArea(location, "run");
      Path old = folder.resolve("crash" + crash + "/year=2023/old.parquet");
      Files.createDirectories(old.getParent());
      Files.writeString(old, "old");
      List<PendingFile> files = write(area, location);
      Publisher publisher = new Publisher(storages, location);
      publisher.publish(files.subList(0, crash), List.of());
      publisher.publish(files, List.of(old.toString()));
      publisher.publish(files, List.of(old.toString()));
      for (PendingFile file : files) {
        assertTrue(Files.exists(Path.of(file.finalPath())), file.finalPath());
        assertFalse(Files.exists(Path.of(file.pendingPath())), file.pendingPath());
      }
      assertFalse(Files.exists(old.getParent()), "a partition without files is gone");
    }
  }

  @Test
  void aLostFileIsNamed() throws IOException {
    PendingArea area = new PendingArea(folder.toString(), "run");
    List<PendingFile> files = write(area, folder.toString());
    Files.delete(Path.of(files.get(2).pendingPath()));
    Publisher publisher = new Publisher(storages, folder.toString());
    IOException e = assertThrows(IOException.class, () -> publisher.publish(files, List.of()));
    assertTrue(e.getMessage().contains(files.get(2).finalPath()), e.getMessage());
    assertTrue(e.getMessage().contains(files.get(2).pendingPath()), e.getMessage());
  }

  @Test
  void aForeignFileIsNotOverwritten() throws IOException {
    PendingArea area = new PendingArea(folder.toString(), "run");
    List<PendingFile> files = write(area, folder.toString());
    Files.writeString(Path.of(files.get(0).finalPath()), "somebody else's");
    Publisher publisher = new Publisher(storages, folder.toString());
    IOException e = assertThrows(IOException.class, () -> publisher.publish(files, List.of()));
    assertTrue(e.getMessage().contains("already"), e.getMessage());
    assertEquals("somebody else's", Files.readString(Path.of(files.get(0).finalPath())));
  }

  @Test
  void rollbackRemovesTheRunsFilesAndKeepsOthers() throws IOException {
    PendingArea area = new PendingArea(folder.toString(), "run");
    List<PendingFile> files = write(area, folder.toString());
    Publisher publisher = new Publisher(storages, folder.toString());
    publisher.publish(files, List.of());
    area.discard(storages);
    Path other = folder.resolve("n=1/other.parquet");
    Files.writeString(other, "other");
    publisher.rollback(files.stream().map(PendingFile::finalPath).toList());
    publisher.rollback(files.stream().map(PendingFile::finalPath).toList());
    assertEquals(List.of("n=1/other.parquet"), published());
    assertFalse(Files.exists(folder.resolve("year=2024")));
    assertTrue(Files.exists(folder));
  }

  @Test
  void anAbortedFileIsGone() throws IOException {
    for (String location : List.of(folder.toString(), "raw:" + folder)) {
      ByteSink sink = storages.at(location).create(location + "/x/y.parquet");
      sink.write(new byte[100_000], 0, 100_000);
      sink.abort();
      sink.abort();
      assertEquals(List.of(), published());
    }
  }
}
