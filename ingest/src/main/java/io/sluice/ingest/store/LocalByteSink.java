package io.sluice.ingest.store;

import io.sluice.parquet.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A new local file; on disk, not only in the system's cache, once closed. */
final class LocalByteSink implements ByteSink {
  private static final int BUFFER = 64 << 10;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private long position;
  private boolean open = true;

  private LocalByteSink(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static LocalByteSink create(Path file) throws IOException {
    return new LocalByteSink(
        file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (!buffer.hasRemaining()) {
        drain();
      }
      int part = Math.min(buffer.remaining(), end - at);
      buffer.put(bytes, at, part);
      at += part;
    }
    position += length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    if (!open) {
      return;
    }
    open = false;
    try (channel) {
      drain();
      channel.force(true);
    }
  }

  @Override
  public void abort() throws IOException {
    open = false;
    channel.close();
    Files.deleteIfExists(file);
  }

  private void drain() throws IOException {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw new IOException(
          "Cannot write "
              + file
              + " at byte "
              + position
              + " because: "
              + e.getMessage()
              + ". Free some space or check the disk, then run again; nothing was published.",
          e);
    }
    buffer.clear();
  }
}
