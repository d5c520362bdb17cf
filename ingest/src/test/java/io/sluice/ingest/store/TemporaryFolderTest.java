package io.sluice.ingest.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir Path temporary;

  @Test
  void whatDeadProcessesLeftIsRemoved() throws Exception {
    Path dead = Files.createDirectories(temporary.resolve("sluice-spark-1/blockmgr-x/00"));
    Files.writeString(dead.resolve("shuffle"), "x");
    Files.writeString(temporary.resolve("sluice-spark-1/lock"), "");
    Path unlocked = Files.createDirectories(temporary.resolve("sluice-spark-2/spark-y"));
    Files.setLastModifiedTime(unlocked.getParent(), FileTime.from(Instant.EPOCH));
    Path young = Files.createDirectories(temporary.resolve("sluice-spark-3"));
    Path others = Files.createDirectories(temporary.resolve("blockmgr-of-somebody-else"));
    try (TemporaryFolder own = TemporaryFolder.make(temporary, "sluice-spark-");
        TemporaryFolder second = TemporaryFolder.make(temporary, "sluice-spark-")) {
      assertFalse(Files.exists(temporary.resolve("sluice-spark-1")));
      assertFalse(Files.exists(unlocked.getParent()));
      assertTrue(Files.exists(young));
      assertTrue(Files.exists(others));
      assertTrue(Files.exists(own.path()));
      assertTrue(Files.exists(second.path()));
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(2, left.count());
    }
  }
}
