package io.sluice.ledger.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLocksTest {
  @TempDir Path folder;

  @Test
  void aNameIsLockedByOneOfThisProcess() throws Exception {
    try (FileLocks first = new FileLocks(folder);
        FileLocks second = new FileLocks(folder.resolve("../" + folder.getFileName()))) {
      assertTrue(first.tryLock("r"));
      assertTrue(first.holds("r"));
      assertFalse(second.tryLock("r"));
      assertTrue(second.locked("r"));
      first.unlock("r");
      assertFalse(second.locked("r"));
      assertTrue(second.tryLock("r"));
    }
  }

  @Test
  void probingALockOfThisProcessLeavesItLockedForOthers() throws Exception {
    try (FileLocks mine = new FileLocks(folder);
        FileLocks other = new FileLocks(folder)) {
      assertTrue(mine.tryLock("r"));
      assertTrue(other.locked("r"));
      assertFalse(lockableElsewhere("r"));
      mine.unlock("r");
      assertTrue(lockableElsewhere("r"));
    }
  }

  @Test
  void probingALockOfAnotherClassLoaderDoesNotDropIt() throws Exception {
    // What another class loader's FileLocks has locked looks like this: locked by the process, but
    // unknown here. Closing a second channel on the file would drop the lock.
    try (FileLocks locks = new FileLocks(folder);
        FileChannel channel =
            FileChannel.open(
                folder.resolve("r.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertTrue(channel.tryLock() != null);
      assertTrue(locks.locked("r"));
      assertFalse(lockableElsewhere("r"));
    }
  }

  @Test
  void aFolderMayBeALink() throws Exception {
    Path link =
        Files.createSymbolicLink(
            folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
    try (FileLocks viaLink = new FileLocks(link);
        FileLocks direct = new FileLocks(folder.resolve("real"))) {
      assertTrue(viaLink.tryLock("r"));
      assertTrue(direct.locked("r"));
    }
  }

  @Test
  void aFinishedLockLeavesNoFile() throws Exception {
    try (FileLocks locks = new FileLocks(folder)) {
      assertTrue(locks.tryLock("r"));
      locks.finish("r");
      try (var files = Files.list(folder)) {
        assertEquals(List.of(), files.toList());
      }
    }
  }

  private boolean lockableElsewhere(String name) throws Exception {
    int code =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockProbe.class.getName(),
                folder.toString(),
                name)
            .inheritIO()
            .start()
            .waitFor();
    assertTrue(code == 0 || code == 9, "exit code " + code);
    return code == 0;
  }
}
