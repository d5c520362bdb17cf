package io.sluice.jobs.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lets one run at a time publish into a table on this machine; the operating system frees it when
 * the process ends, however it ends.
 */
public final class PublishLock {
  private static final long RETRY_MILLIS = 100;

  private PublishLock() {}

  /** What is done under the lock. */
  @FunctionalInterface
  public interface Work<T> {
    T get() throws IOException;
  }

  /** Waits for the lock, does the work, and gives the lock back. */
  public static <T> T holding(Path file, Work<T> work) throws IOException {
    Files.createDirectories(file.getParent());
    // Closing the channel gives the lock back.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (tryLock(channel) == null) {
        Thread.sleep(RETRY_MILLIS);
      }
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + file, e);
    }
  }

  /** Null where another process, or another run in this one, has it. */
  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
