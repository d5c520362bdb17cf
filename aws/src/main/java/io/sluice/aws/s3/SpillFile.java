package io.sluice.aws.s3;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes of a part that have no room in memory. The file is gone once it is closed. */
final class SpillFile implements Closeable {
  private final FileChannel channel;

  private SpillFile(FileChannel channel) {
    this.channel = channel;
  }

  static SpillFile create() throws IOException {
    Path file = Files.createTempFile("sluice-part", ".tmp");
    return new SpillFile(
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /** Appends. */
  void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  /** Reads at a position; -1 at the end. */
  int read(long position, byte[] target, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(target, offset, length), position);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
