package io.sluice.spark.store;

import io.sluice.formats.read.UnreadableException;
import io.sluice.formats.source.ListedStream;
import io.sluice.formats.source.ObjectSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** An object that Hadoop has a file system for. */
public final class HadoopObjectSource implements ObjectSource {
  private final String uri;
  private final long size;
  private final Path path;
  private final FileSystem files;

  /**
   * @param uri with its scheme
   * @param size in bytes as stored
   */
  public HadoopObjectSource(String uri, long size, Configuration configuration) throws IOException {
    this.uri = uri;
    this.size = size;
    this.path = new Path(uri);
    this.files = path.getFileSystem(configuration);
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public InputStream open(long offset) throws IOException {
    FSDataInputStream in = open();
    try {
      in.seek(offset);
      return new ListedStream(this, offset, in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private FSDataInputStream open() throws IOException {
    try {
      return files.open(path);
    } catch (FileNotFoundException e) {
      throw new UnreadableException(
          uri, "the file is gone", "It was there when it was listed: run again", e);
    } catch (AccessControlException e) {
      throw new UnreadableException(
          uri, "the file may not be read", "Give the current user read permission", e);
    }
  }
}
