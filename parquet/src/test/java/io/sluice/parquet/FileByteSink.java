package io.sluice.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of the local file system; an abort deletes it. */
public final class FileByteSink implements ByteSink {
  private final Path path;
  private final FileChannel channel;
  private long position;
  private boolean done;

  /**
   * Creates the file and the folders above it.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there already
   */
  public FileByteSink(Path path) throws IOException {
    this.path = path;
    if (path.getParent() != null) {
      Files.createDirectories(path.getParent());
    }
    this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  public Path path() {
    return path;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    position += length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    done = true;
    channel.close();
  }

  @Override
  public void abort() throws IOException {
    if (!done) {
      done = true;
      channel.close();
      Files.deleteIfExists(path);
    }
  }
}
