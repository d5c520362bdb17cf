package io.sluice.ledger.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sign of life of runs: an operating-system lock on {@code <folder>/<runId>.lock}, which ends
 * with the process however it ends. Not thread-safe; the ledger calls it inside its transactions,
 * so that two processes never probe at once and take each other's probe for a living run.
 */
final class RunLocks implements AutoCloseable {
  /**
   * Locked by this process. POSIX drops all locks that a process has on a file as soon as it closes
   * any descriptor of that file, so a file locked here must not even be opened a second time.
   */
  private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

  /** Channels that must not be closed for the reason above, though nobody reads them. */
  private static final Set<FileChannel> LEFT_OPEN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Map<String, FileChannel> held = new HashMap<>();

  /**
   * @param folder created if missing
   */
  RunLocks(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    // One file has one name here, whichever way a caller spelled the lake's path.
    this.folder = folder.toRealPath();
  }

  boolean holds(String runId) {
    return held.containsKey(runId);
  }

  /**
   * Locks the run for this process; false if it is living elsewhere (or here, in another ledger).
   */
  boolean tryLock(String runId) {
    Path file = file(runId);
    if (!LOCKED_HERE.add(file)) {
      return false;
    }
    boolean locked = false;
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        locked = channel.tryLock() != null;
      } catch (OverlappingFileLockException e) {
        // Locked by this process under another class loader, hence unknown to LOCKED_HERE.
        LEFT_OPEN.add(channel);
        return false;
      }
      if (locked) {
        held.put(runId, channel);
      } else {
        channel.close();
      }
      return locked;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot lock " + file + ", the sign that a run is living: " + e.getMessage(), e);
    } finally {
      if (!locked) {
        LOCKED_HERE.remove(file);
      }
    }
  }

  /** Whether the run's process lives: asked by taking its lock for a moment. */
  boolean living(String runId) {
    if (!tryLock(runId)) {
      return true;
    }
    unlock(runId);
    return false;
  }

  /** Ends the sign of life; the run may still be open, as an orphan. */
  void unlock(String runId) {
    FileChannel channel = held.remove(runId);
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release the lock of run " + runId, e);
    } finally {
      LOCKED_HERE.remove(file(runId));
    }
  }

  /**
   * Ends the sign of life of a run that is over for good. Whoever opened the file before it was
   * deleted and locks it afterwards finds the run's state final, and lets go.
   */
  void finish(String runId) {
    try {
      Files.deleteIfExists(file(runId));
    } catch (IOException e) {
      // An empty file stays behind; it means nothing any more.
    } finally {
      unlock(runId);
    }
  }

  private Path file(String runId) {
    return folder.resolve(runId + ".lock");
  }

  @Override
  public void close() {
    for (String runId : Set.copyOf(held.keySet())) {
      unlock(runId);
    }
  }
}
