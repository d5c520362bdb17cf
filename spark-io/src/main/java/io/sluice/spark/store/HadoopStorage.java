package io.sluice.spark.store;

import io.sluice.parquet.ByteSink;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Whatever Hadoop has a file system for. */
final class HadoopStorage implements Storage {
  private final FileSystem files;

  private HadoopStorage(FileSystem files) {
    this.files = files;
  }

  static HadoopStorage of(String location, Configuration configuration) throws IOException {
    return new HadoopStorage(new Path(location).getFileSystem(configuration));
  }

  @Override
  public ByteSink create(String path) throws IOException {
    Path file = new Path(path);
    return new HadoopByteSink(files, file, files.create(file, false));
  }

  @Override
  public InputStream open(String path) throws IOException {
    return files.open(new Path(path));
  }

  @Override
  public boolean exists(String path) throws IOException {
    return files.exists(new Path(path));
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path target = new Path(to);
    files.mkdirs(target.getParent());
    if (!files.rename(new Path(from), target)) {
      throw new IOException("Cannot rename " + from + " to " + to + ": the file system refused.");
    }
  }

  /** An object store keeps what it has acknowledged. */
  @Override
  public void makeDurable(Collection<String> folders) {}

  @Override
  public void delete(String path) throws IOException {
    files.delete(new Path(path), false);
  }

  @Override
  public void deleteTree(String folder) throws IOException {
    files.delete(new Path(folder), true);
  }

  @Override
  public void deleteIfEmpty(String folder) throws IOException {
    Path path = new Path(folder);
    if (files.exists(path) && files.listStatus(path).length == 0) {
      files.delete(path, false);
    }
  }

  @Override
  public List<String> filesBelow(String folder) throws IOException {
    List<String> found = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(new Path(folder), true);
      while (all.hasNext()) {
        found.add(all.next().getPath().toString());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    Collections.sort(found);
    return found;
  }

  @Override
  public List<String> foldersIn(String folder) throws IOException {
    try {
      return Arrays.stream(files.listStatus(new Path(folder)))
          .filter(FileStatus::isDirectory)
          .map(status -> status.getPath().getName())
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** A file being written through Hadoop; an object store shows it when it is closed. */
  private static final class HadoopByteSink implements ByteSink {
    private final FileSystem files;
    private final Path file;
    private final FSDataOutputStream out;
    private boolean open = true;

    HadoopByteSink(FileSystem files, Path file, FSDataOutputStream out) {
      this.files = files;
      this.file = file;
      this.out = out;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public long position() {
      return out.getPos();
    }

    @Override
    public void close() throws IOException {
      open = false;
      out.close();
    }

    @Override
    public void abort() throws IOException {
      if (open) {
        close();
        files.delete(file, false);
      }
    }
  }
}
