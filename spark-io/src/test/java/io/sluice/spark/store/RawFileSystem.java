package io.sluice.spark.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files under a scheme of their own, so that Hadoop's way is taken to them. Files are made
 * with their folders, and empty folders are removed, in one step each, as HDFS does it.
 */
public class RawFileSystem extends RawLocalFileSystem {
  @Override
  public URI getUri() {
    return URI.create("raw:///");
  }

  @Override
  public String getScheme() {
    return "raw";
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    while (true) {
      try {
        return super.create(
            path, permission, overwrite, bufferSize, replication, blockSize, progress);
      } catch (FileNotFoundException e) {
        // Another thread removed the folder between the local file system's two steps.
        mkdirs(path.getParent());
      }
    }
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    while (true) {
      try {
        Files.createDirectories(pathToFile(path).toPath());
        return true;
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        // Another thread removes what this one makes.
        Thread.onSpinWait();
      }
    }
  }

  /** The local one asks a shell to set permissions. */
  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return mkdirs(path);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    // The local file system would copy what it cannot rename.
    return pathToFile(from).renameTo(pathToFile(to));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    if (recursive) {
      return super.delete(path, true);
    }
    try {
      return Files.deleteIfExists(pathToFile(path).toPath());
    } catch (DirectoryNotEmptyException e) {
      throw new PathIsNotEmptyDirectoryException(path.toString());
    }
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return plain(super.getFileStatus(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return Arrays.stream(super.listStatus(path))
        .map(RawFileSystem::plain)
        .toArray(FileStatus[]::new);
  }

  /** The local one asks a shell for permissions, and insists on the scheme "file" for it. */
  private static FileStatus plain(FileStatus status) {
    return new FileStatus(
        status.getLen(),
        status.isDirectory(),
        1,
        status.getBlockSize(),
        status.getModificationTime(),
        status.getPath());
  }
}
