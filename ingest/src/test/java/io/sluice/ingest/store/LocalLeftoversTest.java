package io.sluice.ingest.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that was killed within a step leaves is mended by doing the step again. */
class LocalLeftoversTest {
  @TempDir private Path folder;
  private final LocalStorage storage = new LocalStorage();

  @Test
  void emptyFoldersOfADiscardThatWasNotFinished() throws IOException {
    Path table = folder.resolve("t");
    Files.createDirectories(table.resolve("_sluice_pending"));
    storage.discard(new RunFiles(table.toString(), "run-1"));
    assertFalse(Files.exists(table));
  }

  @Test
  void halfOfAnObjectThatWasPut() throws IOException {
    byte[] content = "whole".getBytes(StandardCharsets.UTF_8);
    Files.writeString(folder.resolve(".report.json.part"), "only half of a longer one");
    storage.put(folder.resolve("report.json").toString(), content);
    assertEquals("whole", Files.readString(folder.resolve("report.json")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("report.json")), files.toList());
    }
  }
}
