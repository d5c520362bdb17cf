package io.sluice.ingest.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder of this process's own for temporary files, below the system's folder for such. A process
 * that is killed leaves it behind; the next one of its kind removes those of processes that are
 * gone. That they are is told by a lock and not by their numbers, because containers that share a
 * folder have numbers of their own.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final String LOCK = "lock";

  /** A folder that is being made has no lock yet. */
  private static final Duration BEING_MADE = Duration.ofMinutes(1);

  /**
   * This process's own. They must not even be opened: where a process closes a file, it loses all
   * locks that it has on it.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private TemporaryFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes one, and removes those of dead processes.
   *
   * @param kind what its name begins with, like {@code sluice-spark-}
   */
  public static TemporaryFolder make(String kind) throws IOException {
    return make(Path.of(System.getProperty("java.io.tmpdir")), kind);
  }

  static TemporaryFolder make(Path temporary, String kind) throws IOException {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(temporary, kind + "*")) {
      for (Path other : others) {
        if (!OWN.contains(other)) {
          removeIfDead(other);
        }
      }
    }
    Path folder = Files.createTempDirectory(temporary, kind);
    OWN.add(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    return new TemporaryFolder(folder, channel);
  }

  public Path path() {
    return folder;
  }

  private static void removeIfDead(Path folder) {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      if (free != null) {
        remove(folder);
      }
    } catch (IOException e) {
      removeIfOld(folder);
    }
  }

  /** Without a lock that can be opened: of a process that died as it began, or of another user. */
  private static void removeIfOld(Path folder) {
    try {
      Instant made = Files.getLastModifiedTime(folder).toInstant();
      if (!Files.exists(folder.resolve(LOCK)) && made.isBefore(Instant.now().minus(BEING_MADE))) {
        remove(folder);
      }
    } catch (IOException e) {
      // Another process removes it just now, or this one may not.
      return;
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      // The lock last: until it is gone nobody takes the folder for one that is being made.
      files =
          walk.sorted(
                  Comparator.<Path, Boolean>comparing(file -> file.equals(folder.resolve(LOCK)))
                      .thenComparing(Comparator.reverseOrder()))
              .filter(file -> !file.equals(folder))
              .toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }

  /** Removes it with all that is in it. */
  @Override
  public void close() {
    try (lock) {
      remove(folder);
    } catch (IOException e) {
      // The next process removes it.
      return;
    } finally {
      OWN.remove(folder);
    }
  }
}
