package io.sluice.ingest.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.source.ObjectSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest extends StorageContract {
  @TempDir Path folder;

  @Override
  protected Storages storages() {
    return LocalStorages.INSTANCE;
  }

  @Override
  protected String location() {
    return folder.resolve("a table").toString();
  }

  @Override
  protected void tidyUp() throws IOException {
    Folders.delete(folder.resolve("a table/_sluice_pending"));
  }

  @Override
  protected List<String> folders() throws IOException {
    return Folders.below(folder.resolve("a table"));
  }

  /** The same, told as a URI. */
  @Nested
  class AsUri extends StorageContract {
    @Override
    protected Storages storages() {
      return LocalStorages.INSTANCE;
    }

    @Override
    protected String location() {
      return "file://" + folder + "/t";
    }

    @Override
    protected void tidyUp() throws IOException {
      Folders.delete(folder.resolve("t/_sluice_pending"));
    }

    @Override
    protected List<String> folders() throws IOException {
      return Folders.below(folder.resolve("t"));
    }
  }

  /** File systems take names of 255 bytes. */
  @Test
  void theLongestRunIdHasRoom() throws IOException {
    RunFiles run = run("r".repeat(200));
    write(run, run.relativePath("p=1", 12_345, 6_789), "a");
    assertEquals(
        4095 - location().length() - 1,
        storages().at(location()).room(location()),
        "as Linux has it");
  }

  /** A table that was moved with its pending files is published where it lies now. */
  @Test
  void aHandleFitsAMovedTable() throws IOException {
    PendingFile file = write(run("run1"), "p=1/a.parquet", "a");
    Path moved = folder.resolve("moved");
    Files.move(folder.resolve("a table"), moved);
    PendingFile there = new PendingFile(moved + "/p=1/a.parquet", file.handle());
    storage.publish(moved.toString(), List.of(there));
    assertEquals("a", Files.readString(moved.resolve("p=1/a.parquet")));
  }

  @Test
  void aSourceIsReadNoFurtherThanItsListedSize() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "id\n1\n12");
    ObjectSource source = storages().source(file.toString(), 7);
    Files.writeString(file, "34\n", StandardOpenOption.APPEND);
    assertEquals(7, source.size());
    try (InputStream in = source.open(3)) {
      assertEquals("1\n12", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void whatIsNotOnThisMachineIsRefused() {
    IOException e = assertThrows(IOException.class, () -> storages().at("s3://bucket/t"));
    assertTrue(e.getMessage().contains("--engine spark"), e.getMessage());
    assertThrows(IOException.class, () -> storages().source("hdfs://host/a.csv", 1));
  }
}
