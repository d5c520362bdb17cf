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

class RunLocksTest {
  @TempDir Path folder;

  @Test
  void aRunIsLockedByOneOfThisProcess() throws Exception {
    try (RunLocks first = new RunLocks(folder);
        RunLocks second = new RunLocks(folder.resolve("../" + folder.getFileName()))) {
      assertTrue(first.tryLock("r"));
      assertTrue(first.holds("r"));
      assertFalse(second.tryLock("r"));
      assertTrue(second.living("r"));
      first.unlock("r");
      assertFalse(second.living("r"));
      assertTrue(second.tryLock("r"));
    }
  }

  @Test
  void probingALivingRunOfThisProcessLeavesItLockedForOthers() throws Exception {
    try (RunLocks mine = new RunLocks(folder);
        RunLocks other = new RunLocks(folder)) {
      assertTrue(mine.tryLock("r"));
      assertTrue(other.living("r"));
      assertFalse(lockableElsewhere("r"));
      mine.unlock("r");
      assertTrue(lockableElsewhere("r"));
    }
  }

  @Test
  void probingALockOfAnotherClassLoaderDoesNotDropIt() throws Exception {
    // What another class loader's RunLocks has locked looks like this: locked by the process, but
    // unknown here. Closing a second channel on the file would drop the lock.
    try (RunLocks locks = new RunLocks(folder);
        FileChannel channel =
            FileChannel.open(
                folder.resolve("r.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertTrue(channel.tryLock() != null);
      assertTrue(locks.living("r"));
      assertFalse(lockableElsewhere("r"));
    }
  }

  @Test
  void aFolderMayBeALink() throws Exception {
    Path link =
        Files.createSymbolicLink(
            folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
    try (RunLocks viaLink = new RunLocks(link);
        RunLocks direct = new RunLocks(folder.resolve("real"))) {
      assertTrue(viaLink.tryLock("r"));
      assertTrue(direct.living("r"));
    }
  }

  @Test
  void aFinishedRunLeavesNoFile() throws Exception {
    try (RunLocks locks = new RunLocks(folder)) {
      assertTrue(locks.tryLock("r"));
      locks.finish("r");
      try (var files = Files.list(folder)) {
        assertEquals(List.of(), files.toList());
      }
    }
  }

  private boolean lockableElsewhere(String runId) throws Exception {
    int code =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockProbe.class.getName(),
                folder.toString(),
                runId)
            .inheritIO()
            .start()
            .waitFor();
    assertTrue(code == 0 || code == 9, "exit code " + code);
    return code == 0;
  }
}
