package io.sluice.spark.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.sluice.parquet.ByteSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of this machine, without Hadoop in between: its local file system writes checksum files
 * beside ours, falls back to copying where a rename fails, and cannot flush to disk.
 */
final class LocalStorage implements Storage {
  @Override
  public ByteSink create(String path) throws IOException {
    Path file = Storages.localPath(path);
    Files.createDirectories(file.getParent());
    return LocalByteSink.create(file);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(Storages.localPath(path));
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(Storages.localPath(path));
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path source = Storages.localPath(from);
    Path target = Storages.localPath(to);
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(to);
    }
    Files.createDirectories(target.getParent());
    Files.move(source, target, ATOMIC_MOVE);
  }

  @Override
  public void delete(String path) throws IOException {
    Files.deleteIfExists(Storages.localPath(path));
  }

  @Override
  public void deleteTree(String folder) throws IOException {
    Path root = Storages.localPath(folder);
    if (!Files.exists(root)) {
      return;
    }
    List<Path> children;
    try (Stream<Path> walk = Files.walk(root)) {
      children = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path child : children) {
      Files.deleteIfExists(child);
    }
  }

  @Override
  public void deleteIfEmpty(String folder) throws IOException {
    try {
      Files.deleteIfExists(Storages.localPath(folder));
    } catch (DirectoryNotEmptyException e) {
      // Somebody else's files are in it: it stays, as promised.
    }
  }

  @Override
  public List<String> filesBelow(String folder) throws IOException {
    try (Stream<Path> walk = Files.walk(Storages.localPath(folder))) {
      return walk.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public List<String> foldersIn(String folder) throws IOException {
    try (Stream<Path> list = Files.list(Storages.localPath(folder))) {
      return list.filter(Files::isDirectory).map(p -> p.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** A rename survives a power failure only once the folder itself is on disk. */
  @Override
  public void makeDurable(Collection<String> folders) throws IOException {
    for (String folder : folders) {
      try (FileChannel channel =
          FileChannel.open(Storages.localPath(folder), StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
