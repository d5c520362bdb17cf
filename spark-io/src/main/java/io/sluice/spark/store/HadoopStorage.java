package io.sluice.spark.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.ingest.store.PendingFile;
import io.sluice.ingest.store.PendingGoneException;
import io.sluice.ingest.store.PendingSink;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.spec.lake.TableLayout;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;

/**
 * Whatever Hadoop has a file system for that can rename a file. A pending file lies in {@code
 * <location>/_sluice_pending/<run>}.
 */
final class HadoopStorage implements Storage {
  /** More than other runs come in between one after the other. */
  private static final int MOST_ATTEMPTS = 20;

  private static final int COPIED_AT_A_TIME = 1 << 20;

  private final FileSystem files;

  private HadoopStorage(FileSystem files) {
    this.files = files;
  }

  static HadoopStorage of(String location, Configuration configuration) throws IOException {
    return new HadoopStorage(new Path(location).getFileSystem(configuration));
  }

  /**
   * HDFS takes 8,000 characters; of others it is not known, and stores of objects mostly take 1,024
   * bytes. Local files do not come here.
   */
  @Override
  public int room(String location) {
    int most = files.getUri().getScheme().equals("hdfs") ? 8000 : 1024;
    return most - new Path(location).toUri().getPath().getBytes(UTF_8).length - 1;
  }

  @Override
  public PendingSink begin(RunFiles run, String relativePath) throws IOException {
    String handle = run.newHandle(relativePath);
    return new HadoopSink(
        new Path(run.path(handle)), new PendingFile(run.path(relativePath), handle));
  }

  @Override
  public PendingFile copy(RunFiles run, String from, String relativePath) throws IOException {
    PendingSink sink = begin(run, relativePath);
    try (InputStream in = open(from, 0)) {
      byte[] buffer = new byte[COPIED_AT_A_TIME];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sink.write(buffer, 0, read);
      }
      sink.close();
      return sink.file();
    } catch (IOException | RuntimeException e) {
      sink.abort();
      throw e;
    }
  }

  @Override
  public void publish(String location, Collection<PendingFile> pending) throws IOException {
    for (PendingFile file : pending) {
      Path from = new Path(location + "/" + file.handle());
      Path to = new Path(file.path());
      boolean published = files.exists(to);
      if (files.exists(from)) {
        if (published) {
          throw new IOException(
              "Cannot publish "
                  + file.path()
                  + " because another file is already there. Move that file away, then run again:"
                  + " the next run finishes what this one began");
        }
        move(from, to);
      } else if (!published) {
        throw new PendingGoneException(file.path());
      }
    }
  }

  private void move(Path from, Path to) throws IOException {
    undisturbed(
        () -> {
          files.mkdirs(to.getParent());
          if (!files.rename(from, to)) {
            throw new IOException(
                "Cannot rename " + from + " to " + to + ": the file system refused");
          }
          return null;
        });
  }

  /** Something done to a folder or in it. */
  private interface Work<T> {
    T call() throws IOException;
  }

  /**
   * Other runs remove folders that they find empty, and make them again, between any two steps of
   * the work. Hadoop's file systems tell that in several ways, so that only what lasts is believed.
   */
  private static <T> T undisturbed(Work<T> work) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.call();
      } catch (FileAlreadyExistsException e) {
        throw e;
      } catch (IOException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Override
  public void abandon(String location, PendingFile file) throws IOException {
    files.delete(new Path(location + "/" + file.handle()), false);
  }

  @Override
  public void discard(RunFiles run) throws IOException {
    Path folder = new Path(run.path(run.pendingFolder()));
    files.delete(folder, true);
    deleteIfEmpty(folder.getParent());
    deleteIfEmpty(folder.getParent().getParent());
  }

  @Override
  public Set<String> pendingRuns(String location) throws IOException {
    Set<String> runs = new HashSet<>();
    try {
      for (FileStatus run : files.listStatus(new Path(location, TableLayout.PENDING_FOLDER))) {
        runs.add(run.getPath().getName());
      }
    } catch (FileNotFoundException e) {
      // Nothing was ever pending there.
    }
    return runs;
  }

  private boolean deleteIfEmpty(Path folder) throws IOException {
    return undisturbed(
        () -> {
          try {
            return files.listStatus(folder).length == 0 && files.delete(folder, false);
          } catch (FileNotFoundException | PathIsNotEmptyDirectoryException e) {
            return false;
          }
        });
  }

  @Override
  public Scratch scratch(RunFiles run, String name) throws IOException {
    String path = run.path(run.pendingFolder() + "/" + name);
    return new Scratch(path, new HadoopSink(new Path(path), null));
  }

  @Override
  public void put(String path, byte[] content) throws IOException {
    Path file = new Path(path);
    // Always the same name: what an attempt that died left is written over.
    Path aside = new Path(file.getParent(), "." + file.getName() + ".part");
    try {
      try (FSDataOutputStream out = files.create(aside, true)) {
        out.write(content);
      }
      files.delete(file, false);
      move(aside, file);
    } finally {
      files.delete(aside, false);
    }
  }

  @Override
  public void delete(String location, Collection<String> paths) throws IOException {
    Set<Path> folders = new HashSet<>();
    for (String path : paths) {
      Path file = new Path(path);
      files.delete(file, false);
      folders.add(file.getParent());
    }
    Path root = new Path(location);
    for (Path folder : folders) {
      Path at = folder;
      while (!at.equals(root) && at.toString().startsWith(location) && deleteIfEmpty(at)) {
        at = at.getParent();
      }
    }
  }

  @Override
  public List<StoredFile> list(String folder) throws IOException {
    List<StoredFile> found = new ArrayList<>();
    collect(new Path(folder), found);
    found.sort(Comparator.comparing(StoredFile::path));
    return found;
  }

  /** What is removed meanwhile is passed over. */
  private void collect(Path folder, List<StoredFile> found) throws IOException {
    FileStatus[] children;
    try {
      children = files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return;
    }
    for (FileStatus child : children) {
      if (child.isFile()) {
        found.add(new StoredFile(child.getPath().toString(), child.getLen()));
      } else if (!child.getPath().getName().equals(TableLayout.PENDING_FOLDER)) {
        collect(child.getPath(), found);
      }
    }
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    try {
      return OptionalLong.of(files.getFileStatus(new Path(path)).getLen());
    } catch (FileNotFoundException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    FSDataInputStream in = files.open(new Path(path));
    try {
      in.seek(offset);
      return in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** A file being written through Hadoop. */
  private final class HadoopSink implements PendingSink {
    private final Path path;
    private final PendingFile pending;
    private final FSDataOutputStream out;
    private boolean complete;

    HadoopSink(Path path, PendingFile pending) throws IOException {
      this.path = path;
      this.pending = pending;
      this.out = undisturbed(() -> files.create(path, false));
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
      out.close();
      complete = true;
    }

    @Override
    public void abort() throws IOException {
      try {
        // Closing may show the file for a moment: in a folder that nobody reads.
        out.close();
      } finally {
        files.delete(path, false);
      }
    }

    @Override
    public PendingFile file() {
      PendingSink.requireComplete(complete);
      return pending;
    }
  }
}
