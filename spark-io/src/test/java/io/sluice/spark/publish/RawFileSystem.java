package io.sluice.spark.publish;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Local files under a scheme of their own, so that Hadoop's way is taken to them. */
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
