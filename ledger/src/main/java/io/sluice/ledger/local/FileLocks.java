package io.sluice.ledger.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signs of life: operating-system locks on {@code <folder>/<name>.lock}, which end with the process
 * however it ends. Not thread-safe; the ledger calls it inside its transactions, so that two
 * processes never probe at once and take each other's probe for a living holder.
 */
final class FileLocks implements AutoCloseable {
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
   * @param folder created if missing; where that is not allowed, nothing is locked in it
   */
  FileLocks(Path folder) throws IOException {
    boolean there = Files.isDirectory(folder);
    if (!there && Files.isWritable(folder.getParent())) {
      Files.createDirectories(folder);
      there = true;
    }
    // One file has one name here, whichever way a caller spelled the lake's path.
    this.folder = there ? folder.toRealPath() : folder;
  }

  boolean holds(String name) {
    return held.containsKey(name);
  }

  /** Locks the name for this object; false if it is locked elsewhere (or here, by another one). */
  boolean tryLock(String name) {
    Path file = file(name);
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
        held.put(name, channel);
      } else {
        channel.close();
      }
      return locked;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot lock " + file + ", whose lock shows that its holder is alive: " + Why.of(e), e);
    } finally {
      if (!locked) {
        LOCKED_HERE.remove(file);
      }
    }
  }

  /** Whether somebody holds the lock: asked by taking it for a moment. */
  boolean locked(String name) {
    if (!Files.isWritable(folder)) {
      return lockedAsSeen(name);
    }
    if (!tryLock(name)) {
      return true;
    }
    unlock(name);
    return false;
  }

  /**
   * The same for who may only look: a lock that readers share is not had while one has it alone.
   */
  private boolean lockedAsSeen(String name) {
    if (LOCKED_HERE.contains(file(name))) {
      // Closing the channel would end that.
      return true;
    }
    try (FileChannel channel = FileChannel.open(file(name), StandardOpenOption.READ);
        FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return shared == null;
    } catch (NoSuchFileException e) {
      return false;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot see whether " + file(name) + " is locked: " + Why.of(e), e);
    }
  }

  /** Gives the lock back; its file stays. */
  void unlock(String name) {
    FileChannel channel = held.remove(name);
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release the lock " + file(name) + ": " + Why.of(e), e);
    } finally {
      LOCKED_HERE.remove(file(name));
    }
  }

  /**
   * Gives back a lock that nobody will ask for again, with its file. Whoever opened the file before
   * it was deleted and locks it afterwards must find another sign that it is too late.
   */
  void finish(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      // An empty file stays behind; it means nothing any more.
    } finally {
      unlock(name);
    }
  }

  private Path file(String name) {
    return folder.resolve(name + ".lock");
  }

  @Override
  public void close() {
    for (String name : Set.copyOf(held.keySet())) {
      unlock(name);
    }
  }
}
