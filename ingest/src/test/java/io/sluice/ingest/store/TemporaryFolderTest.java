package io.sluice.ingest.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir Path temporary;

  /** Another process that begins in the same moment may have found it without a lock. */
  @Test
  void aFolderThatIsRemovedBeforeItIsLockedIsMadeAnew() throws Exception {
    List<Path> taken = new ArrayList<>();
    try (TemporaryFolder own =
        TemporaryFolder.make(
            temporary,
            "sluice-sql-",
            folder -> {
              if (taken.isEmpty()) {
                taken.add(folder);
                assertTrue(folder.resolve("lock").toFile().delete());
                assertTrue(folder.toFile().delete());
              }
            })) {
      assertEquals(1, taken.size());
      assertFalse(Files.exists(taken.get(0)));
      assertTrue(Files.exists(own.path().resolve("lock")));
      Files.writeString(own.path().resolve("spilled"), "x");
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(0, left.count());
    }
  }

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
