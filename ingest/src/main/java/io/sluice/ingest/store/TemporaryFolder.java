package io.sluice.ingest.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
    return make(temporary, kind, folder -> {});
  }

  /** One at a time: a folder of this process is not to be opened before it is known as its own. */
  static synchronized TemporaryFolder make(
      Path temporary, String kind, Consumer<Path> beforeItIsLocked) throws IOException {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(temporary, kind + "*")) {
      for (Path other : others) {
        if (!OWN.contains(other)) {
          removeIfDead(other);
        }
      }
    }
    while (true) {
      Path folder = Files.createTempDirectory(temporary, kind);
      OWN.add(folder);
      Optional<FileChannel> lock = locked(folder, beforeItIsLocked);
      if (lock.isPresent()) {
        return new TemporaryFolder(folder, lock.get());
      }
      OWN.remove(folder);
    }
  }

  /**
   * The folder's lock; empty if another process took the folder for a dead one's before it was
   * locked, and removed it. Who removes a folder has its lock, so that from now on nobody does.
   */
  private static Optional<FileChannel> locked(Path folder, Consumer<Path> beforeItIsLocked)
      throws IOException {
    Path file = folder.resolve(LOCK);
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      beforeItIsLocked.accept(folder);
      channel.lock();
      if (Files.exists(file)) {
        return Optional.of(channel);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  public Path path() {
    return folder;
  }

  private static void removeIfDead(Path folder) {
    try {
      removeLocked(folder);
    } catch (IOException e) {
      removeIfOld(folder);
    }
  }

  /** Whoever makes the folder only now sees by its lock that it is gone. */
  private static void removeLocked(Path folder, OpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(List.of(options));
    all.add(StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), all);
        FileLock free = channel.tryLock()) {
      if (free != null) {
        remove(folder);
      }
    }
  }

  /** Without a lock that can be opened: of a process that died as it began, or of another user. */
  private static void removeIfOld(Path folder) {
    try {
      Instant made = Files.getLastModifiedTime(folder).toInstant();
      if (!Files.exists(folder.resolve(LOCK)) && made.isBefore(Instant.now().minus(BEING_MADE))) {
        removeLocked(folder, StandardOpenOption.CREATE);
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
