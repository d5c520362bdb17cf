package io.sluice.ingest.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.sluice.spec.lake.Locations;
import io.sluice.spec.lake.TableLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files of this machine, without Hadoop in between: its local file system writes checksum files
 * beside ours, falls back to copying where a rename fails, and cannot flush to disk.
 *
 * <p>A pending file lies in {@code <location>/_sluice_pending/<run>}, on the table's own file
 * system, and is published by a rename. One folder a run, and not a hidden file beside each final
 * name, so that what a dead run left is found without walking through the table.
 */
final class LocalStorage implements Storage {
  /** More than there are runs that could find the same folder empty. */
  private static final int MOST_ATTEMPTS = 100;

  /** As Linux has it (limits.h: PATH_MAX, with the zero at the end); macOS has a quarter. */
  @Override
  public int room(String location) {
    int most = System.getProperty("os.name").startsWith("Mac") ? 1023 : 4095;
    return most - Locations.path(location).toString().getBytes(UTF_8).length - 1;
  }

  @Override
  public PendingSink begin(RunFiles run, String relativePath) throws IOException {
    String handle = run.newHandle(relativePath);
    return new LocalPendingSink(
        create(resolve(run.location(), handle)), new PendingFile(run.path(relativePath), handle));
  }

  /** The same file under two names: no file of a table is ever written to again. */
  @Override
  public PendingFile copy(RunFiles run, String from, String relativePath) throws IOException {
    String handle = run.newHandle(relativePath);
    Path pending = resolve(run.location(), handle);
    Path source = Locations.path(from);
    if (!Files.isRegularFile(source)) {
      throw new NoSuchFileException(from);
    }
    inFolderOf(pending, () -> link(pending, source));
    return new PendingFile(run.path(relativePath), handle);
  }

  private static Path link(Path pending, Path source) throws IOException {
    try {
      return Files.createLink(pending, source);
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Some file systems have no links, and some allow a file only so many.
      Files.copy(source, pending);
      try (FileChannel channel = FileChannel.open(pending, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      return pending;
    }
  }

  private static Path resolve(String location, String relative) {
    return Locations.path(location).resolve(relative);
  }

  private static LocalByteSink create(Path file) throws IOException {
    return inFolderOf(file, () -> LocalByteSink.create(file));
  }

  /** Something done in a folder. */
  private interface InFolder<T> {
    T call() throws IOException;
  }

  /**
   * Makes a file's folder and does something there. Another run removes folders that it finds
   * empty, this one too between the two steps: then both are done again.
   */
  private static <T> T inFolderOf(Path file, InFolder<T> work) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        createDurably(file.getParent());
        return work.call();
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** A folder outlasts a power failure only once its name is on disk, in the folder above it. */
  private static void createDurably(Path folder) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path at = folder; at != null && !Files.isDirectory(at); at = at.getParent()) {
      missing.add(at);
    }
    if (!missing.isEmpty()) {
      Files.createDirectories(folder);
      for (Path made : missing) {
        makeDurable(made.getParent());
      }
    }
  }

  @Override
  public void publish(String location, Collection<PendingFile> files) throws IOException {
    Set<Path> folders = new TreeSet<>();
    Path root = Locations.path(location);
    for (PendingFile file : files) {
      Path pending = resolve(location, file.handle());
      Path target = Locations.path(file.path());
      boolean published = Files.exists(target);
      if (Files.exists(pending)) {
        if (published) {
          throw new FileAlreadyExistsException(
              file.path(),
              pending.toString(),
              "another file is where this one is to be published. Move that file away, then run"
                  + " again: the next run finishes what this one began");
        }
        inFolderOf(target, () -> Files.move(pending, target, ATOMIC_MOVE));
      } else if (!published) {
        throw new PendingGoneException(file.path());
      }
      // The names of new folders must outlast a power failure too.
      for (Path at = target.getParent(); at.startsWith(root); at = at.getParent()) {
        folders.add(at);
      }
    }
    for (Path folder : folders) {
      makeDurable(folder);
    }
  }

  /** A rename survives a power failure only once the folder itself is on disk. */
  private static void makeDurable(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void abandon(String location, PendingFile file) throws IOException {
    Files.deleteIfExists(resolve(location, file.handle()));
  }

  @Override
  public void discard(RunFiles run) throws IOException {
    Path root = Locations.path(run.location());
    Path folder = root.resolve(run.pendingFolder());
    if (Files.exists(folder)) {
      List<Path> children;
      try (Stream<Path> walk = Files.walk(folder)) {
        children = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path child : children) {
        Files.deleteIfExists(child);
      }
    }
    // Even if there was none: who died while discarding may have left these.
    deleteIfEmpty(folder.getParent());
    deleteIfEmpty(root);
  }

  @Override
  public Set<String> pendingRuns(String location) throws IOException {
    Path folder = Locations.path(location).resolve(TableLayout.PENDING_FOLDER);
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.map(run -> run.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static boolean deleteIfEmpty(Path folder) throws IOException {
    try {
      // A location may be anything that a spec says, somebody's file for example.
      return Files.isDirectory(folder) && Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }

  @Override
  public Scratch scratch(RunFiles run, String name) throws IOException {
    Path file = resolve(run.location(), run.pendingFolder() + "/" + name);
    return new Scratch(file.toString(), create(file));
  }

  @Override
  public void put(String path, byte[] content) throws IOException {
    Path file = Locations.path(path);
    // Always the same name: what an attempt that died left behind is written over.
    Path aside = file.resolveSibling("." + file.getFileName() + ".part");
    Files.deleteIfExists(aside);
    try {
      try (LocalByteSink sink = create(aside)) {
        sink.write(content, 0, content.length);
      }
      Files.move(aside, file, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  @Override
  public void delete(String location, Collection<String> paths) throws IOException {
    Path root = Locations.path(location);
    Set<Path> folders = new TreeSet<>();
    for (String path : paths) {
      Path file = Locations.path(path);
      Files.deleteIfExists(file);
      folders.add(file.getParent());
    }
    for (Path folder : folders) {
      Path at = folder;
      while (at.startsWith(root) && !at.equals(root) && deleteIfEmpty(at)) {
        at = at.getParent();
      }
    }
  }

  @Override
  public List<StoredFile> list(String folder) throws IOException {
    Path root = Locations.path(folder);
    Path pending = root.resolve(TableLayout.PENDING_FOLDER);
    List<StoredFile> found = new ArrayList<>();
    if (Files.isDirectory(root)) {
      Files.walkFileTree(root, new LocalListing(pending, found));
    }
    found.sort(Comparator.comparing(StoredFile::path));
    return found;
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    try {
      return OptionalLong.of(Files.size(Locations.path(path)));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    FileChannel channel = FileChannel.open(Locations.path(path), StandardOpenOption.READ);
    try {
      channel.position(offset);
      return Channels.newInputStream(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
